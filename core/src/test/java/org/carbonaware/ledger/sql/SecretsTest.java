package org.carbonaware.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.Properties;
import org.carbonaware.ledger.LedgerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static String everythingTold(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://127.0.0.1:1/runs?user=me&password=hush%20now",
        "jdbc:postgresql://127.0.0.1:1/runs?PASSWORD=hush%20now&user=me",
        "jdbc:postgresql://127.0.0.1:1/runs?sslpassword=hush%20now",
        "jdbc:postgresql://me:hush%20now@127.0.0.1:1/runs",
        "jdbc:mysql://127.0.0.1:1/runs?password=hush%20now",
        "jdbc:nothing:password=hush%20now",
      })
  void noMessageAndNoStackTraceTellsAPassword(String url) {
    assertThatThrownBy(() -> SqlLedger.open(url).requireReachable())
        .isInstanceOf(LedgerException.class)
        .satisfies(
            failure -> assertThat(everythingTold(failure)).contains("***").doesNotContain("hush"));
  }

  @Test
  void aPasswordBesideTheAddressIsHiddenToo() {
    Properties login = new Properties();
    login.setProperty("user", "me");
    login.setProperty("password", "hush");
    Secrets secrets = Secrets.of("jdbc:postgresql://host/runs", login);
    assertThat(secrets.hiddenIn("user me, password hush")).isEqualTo("user me, password ***");

    SQLException failure = new SQLException("no hush", "28000", new SQLException("hush\n again"));
    failure.setNextException(new SQLException("third hush"));
    assertThat(secrets.told(failure)).isEqualTo("no ***; *** again; third ***");
    assertThat(everythingTold(secrets.shown(failure))).doesNotContain("hush");
    assertThat(secrets.shown(failure).getSQLState()).isEqualTo("28000");
  }

  @Test
  void anEmptyPasswordHidesNothing() {
    Secrets secrets = Secrets.of("jdbc:postgresql://host/runs?password=&user=me", new Properties());
    assertThat(secrets.hiddenIn("plain text")).isEqualTo("plain text");
  }

  @Test
  void anAddressOfAnotherKindIsRefusedInWords() {
    assertThatThrownBy(() -> SqlLedger.open("jdbc:mysql://host/runs"))
        .isInstanceOf(LedgerException.class)
        .hasMessage("the SQL ledger can't be kept in jdbc:mysql://host/runs; expected a SQLite file"
            + " (jdbc:sqlite:FILE) or PostgreSQL (jdbc:postgresql://HOST/DATABASE)");
  }

  @Test
  void aMissingDriverIsSaidInWords() {
    Database database = new Database(
        "jdbc:sqlite:runs.db",
        () -> {
          throw new SQLException("No suitable driver found for jdbc:sqlite:runs.db", "08001");
        },
        Secrets.of("", new Properties()));
    assertThatThrownBy(() -> SqlLedger.open(database, Migrations::shipped))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("expected org.xerial:sqlite-jdbc or org.postgresql:postgresql");
  }
}
