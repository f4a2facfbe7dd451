package org.carbonaware.ledger.sql;

import java.sql.SQLException;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract, kept by PostgreSQL. */
class PostgresLedgerTest extends SqlLedgerContract {
  @RegisterExtension
  static final PostgresExtension POSTGRES = new PostgresExtension();

  @Override
  TestDatabase fresh() throws SQLException {
    return POSTGRES.fresh();
  }
}
