package org.carbonaware.grid.watttime;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.http.ApiKey;
import org.carbonaware.grid.http.HttpAnswer;
import org.carbonaware.grid.http.JsonExchange;
import org.jspecify.annotations.Nullable;

/**
 * One account's access: logs in when a question needs it, one thread for all, and keeps the token.
 * Logins are at least 10 s apart, which makes 30 of the 100 that the service allows in 5 minutes;
 * after a refused user name or password they are 5 minutes apart. Blocks; safe for several threads.
 */
final class Session {
  /** A token is valid for 30 minutes. */
  static final Duration TOKEN_KEPT = Duration.ofMinutes(25);

  static final Duration BETWEEN_LOGINS = Duration.ofSeconds(10);
  static final Duration AFTER_REFUSAL = Duration.ofMinutes(5);

  private final JsonExchange door;
  private final InstantSource clock;
  private final ReentrantLock loggingIn = new ReentrantLock();
  private volatile @Nullable Pass pass;
  private @Nullable Failure failure; // guarded by loggingIn

  /** What a login gave. */
  private record Pass(JsonExchange exchange, Instant since) {}

  /** Why there was no login, and how long there is to be no other. */
  private record Failure(GridException why, Instant since, Duration rest) {}

  Session(JsonExchange door, InstantSource clock) {
    this.door = door;
    this.clock = clock;
  }

  /** Asks with a token, and once more with a new one if that was refused. */
  HttpAnswer get(List<String> path, Map<String, String> query) {
    Pass used = pass(null);
    HttpAnswer answer = used.exchange.get(path, query);
    if (!refusesToken(answer)) {
      return answer;
    }
    Pass renewed = pass(used);
    return renewed.equals(used) ? answer : renewed.exchange.get(path, query);
  }

  /** An expired token has shown as 401, and as a page of the server in front with 403. */
  private static boolean refusesToken(HttpAnswer answer) {
    return answer.status() == 401 || (answer.status() == 403 && answer.isWebPage());
  }

  private Pass pass(@Nullable Pass refused) {
    Pass held = pass;
    return held != null && isGood(held, refused) ? held : newPass(refused);
  }

  private boolean isGood(Pass held, @Nullable Pass refused) {
    Instant now = clock.instant();
    return within(held.since, now, held.equals(refused) ? BETWEEN_LOGINS : TOKEN_KEPT);
  }

  /** False also after a clock was set back. */
  private static boolean within(Instant since, Instant now, Duration length) {
    return !now.isBefore(since) && now.isBefore(since.plus(length));
  }

  private Pass newPass(@Nullable Pass refused) {
    enter();
    try {
      Pass held = pass;
      if (held != null && isGood(held, refused)) {
        return held; // another thread has logged in meanwhile
      }
      Instant now = clock.instant();
      throwIfResting(now);
      Pass given = new Pass(door.bearing(logIn(now)), now);
      pass = given;
      return given;
    } finally {
      loggingIn.unlock();
    }
  }

  private void enter() {
    try {
      loggingIn.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw GridException.passing(
          WattTimeGridSource.NAME + ": interrupted while waiting for a login", null);
    }
  }

  private void throwIfResting(Instant now) {
    Failure last = failure;
    if (last == null || !within(last.since, now, last.rest)) {
      return;
    }
    String message = String.valueOf(last.why.getMessage());
    throw last.why.mayHelpToRetry()
        ? GridException.passing(message, null, Duration.between(now, last.since.plus(last.rest)))
        : GridException.lasting(message);
  }

  private ApiKey logIn(Instant now) {
    Duration least = BETWEEN_LOGINS;
    try {
      HttpAnswer answer = door.get(List.of("login"), Map.of());
      if (answer.status() == 401 || answer.status() == 403) {
        least = AFTER_REFUSAL;
        throw Refusal.ofCredentials(answer);
      }
      return token(answer);
    } catch (GridException e) {
      if (!Thread.currentThread().isInterrupted()) { // which says nothing about the service
        failure = new Failure(e, now, rest(e, least));
      }
      throw e;
    }
  }

  private static Duration rest(GridException e, Duration least) {
    Duration asked = e.retryAfter().orElse(least);
    Duration capped = asked.compareTo(AFTER_REFUSAL) > 0 ? AFTER_REFUSAL : asked;
    return capped.compareTo(least) < 0 ? least : capped;
  }

  private static ApiKey token(HttpAnswer answer) {
    JsonNode token = answer.json().path("token");
    if (!token.isTextual()) {
      throw answer.broken("sent no token");
    }
    try {
      return ApiKey.of(token.textValue());
    } catch (GridException e) {
      throw answer.broken("sent a token that cannot be one");
    }
  }

  @Override
  public String toString() {
    return door.toString();
  }
}
