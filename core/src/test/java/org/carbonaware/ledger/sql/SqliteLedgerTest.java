package org.carbonaware.ledger.sql;

/** The contract, kept by SQLite. */
class SqliteLedgerTest extends SqlLedgerContract {
  @Override
  TestDatabase fresh() {
    return TestDatabase.sqlite(root);
  }
}
