package org.carbonaware.ledger.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives tests databases on the {@link PostgresServer}, or skips them where there is none. */
final class PostgresExtension implements BeforeAllCallback {
  private @Nullable PostgresServer server;

  @Override
  public void beforeAll(ExtensionContext context) {
    server = PostgresServer.shared(context);
  }

  TestDatabase fresh() throws SQLException {
    return new TestDatabase(server().freshUrl(), PostgresServer.login());
  }

  PostgresServer server() {
    PostgresServer running = server;
    if (running == null) {
      throw new IllegalStateException("asked before all tests");
    }
    return running;
  }
}
