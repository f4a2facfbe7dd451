package org.carbonaware.control;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;
import org.carbonaware.grid.resilient.ChaosGrid;
import org.carbonaware.grid.tck.FakeProvider;

/**
 * What the server of a provider answers: the truth as it is known by then, and for a while, one
 * after another, everything that servers have ever been seen to answer instead.
 */
final class ChaoticServer {
  /** What can be wrong with an answer. */
  enum Fault {
    WRONG_KEY,
    NOT_IN_PLAN,
    REFUSED,
    FORBIDDING_PAGE,
    NOT_FOUND,
    QUOTA,
    QUOTA_UNTIL,
    SERVER_ERROR,
    OVERLOADED,
    EMPTY_OBJECT,
    EMPTY_BODY,
    PAGE,
    TRUNCATED,
    NULLS,
    ZEROS,
    ABSURD,
    NO_ROWS,
    OTHER_ZONE,
    STALE,
    BACKWARDS,
    TWICE,
    MIXED_STEPS,
    UNKNOWN_FIELDS,
    SLOW,
    HUGE,
    BROKEN_CONNECTION,
    REDIRECT
  }

  private static final Fault[] FAULTS = Fault.values();
  private static final Duration HOUR = Duration.ofHours(1);

  /** A question, and how to answer it: what is known at a time, values and order as told. */
  private record Telling(
      HttpUrl question, Instant now, String zone, ToDoubleFunction<Instant> value, Fault fault) {
    boolean is(Fault other) {
      return fault == other;
    }

    String number(Instant at) {
      return is(Fault.NULLS) ? "null" : Double.toString(value.applyAsDouble(at));
    }

    /** The times in an interval, in the order and number that the fault wants. */
    List<Instant> times(Instant from, Instant to, Duration step) {
      List<Instant> times = new ArrayList<>();
      for (Instant time = from; time.isBefore(to); time = time.plus(step)) {
        times.add(time);
      }
      switch (fault) {
        case NO_ROWS -> times.clear();
        case BACKWARDS -> Collections.reverse(times);
        case TWICE -> times.addAll(List.copyOf(times));
        case MIXED_STEPS -> times.removeIf(time -> time.getEpochSecond() / 3600 % 7 == 3);
        default -> {}
      }
      return times;
    }
  }

  private final InstantSource clock;
  private final SplittableRandom random;
  private final URI elsewhere;
  private final Function<Telling, String> body;
  private final Set<Fault> seen = EnumSet.noneOf(Fault.class);
  private boolean bad;

  private ChaoticServer(
      InstantSource clock, SplittableRandom random, URI elsewhere, Function<Telling, String> body) {
    this.clock = clock;
    this.random = random;
    this.elsewhere = elsewhere;
    this.body = body;
  }

  static ChaoticServer electricityMaps(
      InstantSource clock, SplittableRandom random, URI elsewhere) {
    return new ChaoticServer(clock, random, elsewhere, ChaoticServer::electricityMaps);
  }

  static ChaoticServer energyCharts(InstantSource clock, SplittableRandom random, URI elsewhere) {
    return new ChaoticServer(clock, random, elsewhere, ChaoticServer::energyCharts);
  }

  synchronized Set<Fault> faultsSeen() {
    return Set.copyOf(seen);
  }

  /** Called by one server thread at a time. */
  synchronized MockResponse answer(HttpUrl question) {
    if (random.nextInt(15) == 0) {
      bad = !bad;
    }
    if (!bad && random.nextInt(10) > 0) {
      return FakeProvider.json(tell(question, Fault.UNKNOWN_FIELDS)).build();
    }
    Fault fault = FAULTS[random.nextInt(FAULTS.length)];
    if (fault == Fault.SLOW && random.nextInt(5) > 0) {
      fault = Fault.SERVER_ERROR; // slow ones take real time
    }
    seen.add(fault);
    return answer(question, fault);
  }

  private MockResponse answer(HttpUrl question, Fault fault) {
    String told = tell(question, fault);
    return switch (fault) {
      case WRONG_KEY -> error(401, "{\"error\":\"Invalid auth-token\"}");
      case NOT_IN_PLAN ->
        error(
            401,
            "{\"error\":\"Request unauthorized for zoneKey=DE\",\"message\":\"You do not have access\"}");
      case REFUSED -> error(401, "{\"error\":\"no\"}");
      case FORBIDDING_PAGE -> error(403, "<html><body>nginx</body></html>");
      case NOT_FOUND -> error(404, "{\"message\":\"no Route matched with those values\"}");
      case QUOTA -> error(429, "");
      case QUOTA_UNTIL ->
        new MockResponse.Builder()
            .code(429)
            .setHeader("Retry-After", Integer.toString(random.nextInt(100_000)))
            .build();
      case SERVER_ERROR -> error(500, "{\"error\":{\"code\":\"500 Internal Server Error\"}}");
      case OVERLOADED ->
        new MockResponse.Builder().code(503).setHeader("Retry-After", "0").build();
      case EMPTY_OBJECT -> FakeProvider.json("{}").build();
      case EMPTY_BODY -> FakeProvider.json("").build();
      case PAGE -> FakeProvider.json("<!DOCTYPE html><html>Maintenance</html>").build();
      case TRUNCATED ->
        FakeProvider.json(told.substring(0, told.length() * 2 / 3)).build();
      case SLOW -> FakeProvider.json(told).throttleBody(64, 1, TimeUnit.SECONDS).build();
      case HUGE -> FakeProvider.json(told + " ".repeat(1 << 17)).build();
      case BROKEN_CONNECTION ->
        FakeProvider.json(told).onResponseBody(new SocketEffect.CloseSocket()).build();
      case REDIRECT ->
        new MockResponse.Builder()
            .code(302)
            .setHeader("Location", elsewhere.resolve("/elsewhere").toString())
            .build();
      default -> FakeProvider.json(told).build();
    };
  }

  private static MockResponse error(int status, String body) {
    return FakeProvider.json(body).code(status).build();
  }

  private String tell(HttpUrl question, Fault fault) {
    Instant now = clock.instant();
    ToDoubleFunction<Instant> value = switch (fault) {
      case ZEROS -> at -> 0;
      case ABSURD -> at -> 9_999;
      default -> ChaosGrid::truth;
    };
    return body.apply(new Telling(
        question,
        fault == Fault.STALE ? now.minus(Duration.ofHours(30)) : now,
        fault == Fault.OTHER_ZONE ? "FR" : "DE",
        value,
        fault));
  }

  private static String electricityMaps(Telling telling) {
    List<String> path = telling.question().pathSegments();
    if (path.size() < 3) {
      return "{\"DE\":{\"zoneName\":\"Germany\",\"access\":\"*\"}}";
    }
    Instant hour = telling.now().truncatedTo(ChronoUnit.HOURS);
    String head = "{\"zone\":\"" + telling.zone() + "\"";
    return switch (path.get(2)) {
      case "latest" -> head + "," + row(telling, hour) + "}";
      case "history" ->
        head + list(telling, "history", hour.minus(HOUR.multipliedBy(23)), hour.plus(HOUR));
      case "past-range" ->
        head
            + list(
                telling,
                "data",
                Instant.parse(parameter(telling, "start")),
                Instant.parse(parameter(telling, "end")));
      default -> {
        long hours = Long.parseLong(parameter(telling, "horizonHours"));
        yield head + list(telling, "forecast", hour, hour.plus(HOUR.multipliedBy(hours + 1)));
      }
    };
  }

  private static String parameter(Telling telling, String name) {
    String value = telling.question().queryParameter(name);
    if (value == null) {
      throw new AssertionError("no " + name + " in " + telling.question());
    }
    return value;
  }

  private static String row(Telling telling, Instant hour) {
    String more = telling.is(Fault.UNKNOWN_FIELDS) ? ",\"new\":[{}]" : "";
    return "\"carbonIntensity\":" + telling.number(hour) + ",\"datetime\":\"" + hour + "\"" + more;
  }

  private static String list(Telling telling, String field, Instant from, Instant to) {
    return telling.times(from, to, HOUR).stream()
        .map(hour -> "{" + row(telling, hour) + "}")
        .collect(Collectors.joining(",", ",\"" + field + "\":[", "]}"));
  }

  /** Two days, in quarters of an hour. The answer names no zone, so it cannot be another's. */
  private static String energyCharts(Telling telling) {
    Instant day = telling.now().truncatedTo(ChronoUnit.DAYS);
    String start = telling.question().queryParameter("start");
    String end = telling.question().queryParameter("end");
    List<Instant> times = telling.times(
        start == null ? day : Instant.ofEpochSecond(Long.parseLong(start)),
        end == null ? day.plus(Duration.ofDays(2)) : Instant.ofEpochSecond(Long.parseLong(end)),
        Duration.ofMinutes(15));
    return "{\"unix_seconds\":"
        + list(times, time -> Long.toString(time.getEpochSecond()))
        + ",\"co2eq\":"
        + list(times, time -> time.isAfter(telling.now()) ? "null" : telling.number(time))
        + ",\"co2eq_forecast\":"
        + list(times, telling::number)
        + (telling.is(Fault.UNKNOWN_FIELDS) ? ",\"new\":{}" : "")
        + ",\"deprecated\":false}";
  }

  private static String list(List<Instant> times, Function<Instant, String> value) {
    return times.stream().map(value).collect(Collectors.joining(",", "[", "]"));
  }
}
