package org.carbonaware.ledger.sql;

/** The contract, kept by SQLite. */
class SqliteFollowingTest extends SqlFollowingContract {
  @Override
  TestDatabase fresh() {
    return TestDatabase.sqlite(root);
  }
}
