"""Series and ledgers: what one number counts, which earlier numbers it goes with, and how it relates to them."""
