"""Two sentences that cannot both hold: one pure comparison per kind, each presuming one matter at one time."""
