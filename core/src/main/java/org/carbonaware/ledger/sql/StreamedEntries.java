package org.carbonaware.ledger.sql;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.carbonaware.ledger.LedgerEntry;
import org.carbonaware.ledger.RunSummary;

/**
 * A run's lines as the list that {@link RunSummary#of(List)} walks through, as often as it likes,
 * without holding them all in memory.
 */
final class StreamedEntries extends AbstractList<LedgerEntry> {
  private final Supplier<Iterator<LedgerEntry>> walks;

  /** The supplier begins a new walk over the same lines each time. */
  StreamedEntries(Supplier<Iterator<LedgerEntry>> walks) {
    this.walks = walks;
  }

  @Override
  public Iterator<LedgerEntry> iterator() {
    return walks.get();
  }

  @Override
  public LedgerEntry get(int index) {
    throw new UnsupportedOperationException("the lines are only walked through");
  }

  @Override
  public int size() {
    throw new UnsupportedOperationException("the lines are only walked through");
  }
}
