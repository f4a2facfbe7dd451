package org.carbonaware.grid.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import okhttp3.HttpUrl;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.HttpLimits;
import org.junit.jupiter.api.AfterEach;

/**
 * A source and a fake of its provider on this machine. Whatever is logged while they talk is
 * searched for the key and all other secrets.
 */
abstract class HttpSourceFixture extends GridSourceContract {
  /** The key of sources that need one. */
  protected static final String KEY = "k3y-that-nobody-may-see";

  private static final HttpLimits LIMITS =
      new HttpLimits(Duration.ofSeconds(10), Duration.ofSeconds(30), 4 << 20);

  private final FakeProvider provider = new FakeProvider();
  private final LoggedText logged = new LoggedText();
  private final AtomicInteger admissions = new AtomicInteger();

  /** A source that asks a provider at an address, with {@link #KEY} if it needs one. */
  protected abstract GridSource source(URI address, HttpLimits limits, InstantSource clock);

  /** What the service answers to a question when these rows are all it knows, as JSON. */
  protected abstract String answer(HttpUrl question, List<GridRow> rows);

  /** The step of the service's rows. */
  protected abstract Duration step();

  /** Whether the source sends {@link #KEY}. */
  protected boolean needsKey() {
    return false;
  }

  /** All that nobody may see, with {@link #KEY} among it. */
  protected List<String> secrets() {
    return List.of(KEY);
  }

  /**
   * What the service answers to questions that are not about the grid, such as a login, also while
   * it is down, slow or lying otherwise; empty for all others. They are not counted.
   */
  protected Optional<MockResponse> admission(HttpUrl question) {
    return Optional.empty();
  }

  /** How often the provider is asked for one answer; after a refusal perhaps once more. */
  protected int mostQuestions() {
    return 1;
  }

  /** What the source shall say was, of a row that the service knows. */
  protected double past(GridRow row) {
    return row.actual();
  }

  /** What the source shall say will be, of a row that the service knows. */
  protected double ahead(GridRow row) {
    return row.forecast();
  }

  @AfterEach
  public final void endsWithoutAKeyInTheLog() {
    try (logged) {
      provider.close();
      assertThat(logged.text()).isNotEmpty();
      assertTellsNoSecret(logged.text());
    }
  }

  final void assertTellsNoSecret(String text) {
    for (String secret : secrets()) {
      assertThat(text).doesNotContain(secret);
    }
  }

  @Override
  protected GridSource source(InstantSource clock) {
    serve(GridRow.around(clock.instant(), step()));
    return source(provider.address(), LIMITS, clock);
  }

  final FakeProvider provider() {
    return provider;
  }

  final GridSource source() {
    return source(LIMITS, now());
  }

  final GridSource source(HttpLimits limits, Instant now) {
    return source(provider.address(), limits, InstantSource.fixed(now));
  }

  final List<GridRow> rows() {
    return GridRow.around(now(), step());
  }

  final void serve(List<GridRow> rows) {
    serve(rows, UnaryOperator.identity());
  }

  final void serve(List<GridRow> rows, UnaryOperator<String> change) {
    serve(question -> FakeProvider.json(change.apply(answer(question, rows))).build());
  }

  final void serve(String body) {
    serve(question -> FakeProvider.json(body).build());
  }

  final void serve(Function<HttpUrl, MockResponse> answers) {
    provider.serve(question -> {
      Optional<MockResponse> admission = admission(question);
      admission.ifPresent(any -> admissions.incrementAndGet());
      return admission.orElseGet(() -> answers.apply(question));
    });
  }

  private int questionsAboutTheGrid() {
    return provider.questions() - admissions.get();
  }

  final List<Callable<Object>> questions(GridSource source) {
    Zone zone = zone();
    return List.of(
        () -> source.current(zone, now()),
        () -> source.history(zone, now().minus(Duration.ofDays(1)), now()),
        () -> source.forecast(zone, now(), Duration.ofDays(1)));
  }

  /** What the source says now to the three questions, to compare. */
  final List<Object> answers(GridSource source) throws Exception {
    return List.of(
        questions(source).get(0).call(),
        questions(source).get(1).call(),
        questions(source).get(2).call());
  }

  final void assertFails(GridSource source, boolean mayHelpToRetry, String... parts) {
    boolean mayAskWhy = List.of(parts).contains("401") || List.of(parts).contains("403");
    for (Callable<Object> question : questions(source)) {
      int before = questionsAboutTheGrid();
      int most = mayAskWhy && needsKey() ? 2 : mostQuestions();
      GridException failure = failure(question);
      assertThat(failure.mayHelpToRetry()).as(failure.getMessage()).isEqualTo(mayHelpToRetry);
      assertThat(failure)
          .hasMessageStartingWith(source.name() + ": ")
          .hasMessageContainingAll(parts);
      assertThat(questionsAboutTheGrid() - before).as("questions asked").isLessThanOrEqualTo(most);
    }
  }

  final GridException failure(Callable<Object> question) {
    Throwable failure = catchThrowable(question::call);
    assertThat(failure).isInstanceOf(GridException.class);
    assertTellsNoSecret(failure.toString());
    assertThat(failure.toString()).doesNotContain("\n");
    assertThat(failure.getCause()).as("causes may tell what messages hide").isNull();
    return (GridException) failure;
  }
}
