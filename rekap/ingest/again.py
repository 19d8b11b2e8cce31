"""Reading a file again, once a mapping, list or rule has changed: it must not undo a newer correction."""

import pyarrow as pa
import pyarrow.compute as pc

from rekap.ingest import in_force, landing
from rekap.ingest.landing import Receipt


def corrections(last: Receipt, korban: pa.Table) -> list[str]:
    """Files that came after `last` was read and replaced records of it or count one of these victims."""
    same_source = [one for one in landing.all_receipts() if one.sumber == last.sumber]
    others = [one for one in same_source if one.sha256 != last.sha256]
    later = [one.folder for one in others if one.diterima_pada >= last.diterima_pada]
    known = in_force.victims([one.folder for one in same_source])
    again = known.filter(pc.is_in(known["id_korban"], value_set=korban["id_korban"].combine_chunks()))
    counting = {folder.name for folder in later} & set(again["berkas"].to_pylist())
    return sorted(counting | set(in_force.replacing(last.folder, later)))
