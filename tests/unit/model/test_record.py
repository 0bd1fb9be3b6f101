import copy
import pickle
from dataclasses import FrozenInstanceError, fields, replace

import pytest

from monitor import Mention, Quantity


def mention(**changed):
    return Mention(**{"start": 0, "end": 3, "quote": "Lee", "name": "Ann Lee", "kind": "person"} | changed)


def test_a_record_is_frozen_and_holds_nothing_else():
    note = mention()

    with pytest.raises(FrozenInstanceError):
        note.end = 4
    with pytest.raises(FrozenInstanceError):
        del note.end
    with pytest.raises(TypeError):
        note.extra = 1
    assert note.end == 3
    assert not hasattr(note, "__dict__")


def test_records_of_equal_fields_are_equal_and_hash_alike():
    assert mention() == mention()
    assert mention() != mention(cue="mayor")
    assert len({mention(), mention()}) == 1


@pytest.mark.parametrize(
    "again", [lambda note: pickle.loads(pickle.dumps(note)), copy.deepcopy, replace], ids=["pickled", "copied", "replaced"]
)
def test_a_record_can_be_made_again(again):
    note = again(mention(aliases=("lee",)))

    assert note == mention(aliases=("lee",))
    assert type(note) is Mention


def test_a_field_without_a_value_takes_its_default_a_new_one_each_time():
    quantity = {"start": 0, "end": 1, "quote": "3", "value": 3.0, "low": 3.0, "high": 3.0}
    one, other = Quantity(**quantity), Quantity(**quantity)

    assert (one.bound, one.terms, one.details) == ("exact", (), {})
    assert one.details is not other.details


def test_a_record_takes_its_own_fields_only_and_all_that_have_no_default():
    with pytest.raises(TypeError, match="unexpected keyword argument 'nme'"):
        mention(nme="Lee")
    with pytest.raises(TypeError, match="missing 4 required keyword-only arguments"):
        Mention(start=0)
    assert [field.name for field in fields(Mention)][:3] == ["start", "end", "quote"]
