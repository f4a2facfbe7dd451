package org.carbonaware.grid.http;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.carbonaware.grid.GridException;

/** Asks addresses with a key, in a process whose trusted certificates the caller chooses. */
final class TlsQuestion {
  static final String KEY = "k3y-of-somebody";

  private TlsQuestion() {}

  public static void main(String[] addresses) {
    for (String address : addresses) {
      System.out.println(outcome(URI.create(address)));
    }
  }

  /** The answer, or why there is none. */
  static String outcome(URI address) {
    JsonExchange exchange = JsonExchange.withKey(
        "Test",
        address,
        HttpLimits.ofDefaults(),
        InstantSource.system(),
        "auth-token",
        ApiKey.of(KEY));
    try {
      return exchange.get(List.of("a"), Map.of()).json().toString();
    } catch (GridException e) {
      return (e.mayHelpToRetry() ? "passes: " : "lasts: ") + e.getMessage();
    }
  }
}
