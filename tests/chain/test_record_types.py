"""The demo hands in every kind of record that the contract knows, in believable numbers."""

from collections import Counter

import pyarrow.parquet as pq
import pytest

from rekap.ingest import contract, intake


@pytest.fixture
def landed(in_demo):
    """Rows by table and source."""
    rows = Counter()
    for receipt, path in intake.landed_files():
        rows[path.stem, receipt.sumber] += pq.read_metadata(path).num_rows
    return rows


def test_every_record_type_is_in_some_file(landed):
    wanted = {name for name, table in contract.all_tables().items() if not table.pembukuan}

    assert wanted <= {tabel for (tabel, _), size in landed.items() if size}


def test_most_victims_of_other_agencies_are_known_already(landed):
    main = landed["korban", "simfoni"] + landed["korban", "uptd"]
    other = sum(size for (tabel, sumber), size in landed.items() if tabel == "korban") - main

    assert 0.03 <= other / main <= 0.12
