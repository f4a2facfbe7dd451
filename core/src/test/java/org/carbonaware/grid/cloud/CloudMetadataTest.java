package org.carbonaware.grid.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real HTTP with services on this machine that keep the rules of the clouds'. */
class CloudMetadataTest {
  private static final String TOKEN = "AQAAANjUxiMockToken==";

  private final MockWebServer server = new MockWebServer();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void start() throws IOException {
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private interface Service {
    MockResponse answer(RecordedRequest request);
  }

  private void serve(Service service) {
    server.setDispatcher(new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        asked.add(request.getMethod() + " " + request.getTarget());
        return service.answer(request);
      }
    });
  }

  private CloudMetadata clouds() {
    URI here = server.url("/").uri();
    return CloudMetadata.at(here, here, here);
  }

  private static MockResponse ok(String body) {
    return new MockResponse.Builder().body(body).build();
  }

  private static MockResponse status(int code) {
    return new MockResponse.Builder().code(code).build();
  }

  private static MockResponse aws(RecordedRequest request, String region) {
    if (request.getTarget().equals("/latest/api/token")) {
      boolean proper = "PUT".equals(request.getMethod())
          && "60".equals(request.getHeaders().get("X-aws-ec2-metadata-token-ttl-seconds"));
      return proper ? ok(TOKEN) : status(400);
    }
    if (request.getTarget().equals("/latest/meta-data/placement/region")) {
      return TOKEN.equals(request.getHeaders().get("X-aws-ec2-metadata-token"))
          ? ok(region + "\n")
          : status(401);
    }
    return status(404);
  }

  private static MockResponse google(RecordedRequest request, String zone) {
    if (!"Google".equals(request.getHeaders().get("Metadata-Flavor"))) {
      return status(403);
    }
    return request.getTarget().equals("/computeMetadata/v1/instance/zone")
        ? ok(zone).newBuilder().setHeader("Metadata-Flavor", "Google").build()
        : status(404);
  }

  private static MockResponse azure(RecordedRequest request, String location) {
    if (!"true".equals(request.getHeaders().get("Metadata"))) {
      return status(400);
    }
    return request
            .getTarget()
            .equals("/metadata/instance/compute/location?api-version=2021-02-01&format=text")
        ? ok(location)
        : status(404);
  }

  @Test
  void findsTheRegionOnAws() {
    serve(request -> aws(request, "eu-central-1"));
    assertThat(clouds().region())
        .contains(new DetectedRegion(
            CloudProvider.AWS, "eu-central-1", "Amazon Web Services metadata service"));
    assertThat(asked).endsWith("PUT /latest/api/token", "GET /latest/meta-data/placement/region");
  }

  @ParameterizedTest
  @CsvSource({
    "us-central1-a,us-central1",
    "europe-west12-c,europe-west12",
    "us-south1-ai1b,us-south1" // a zone for training only
  })
  void findsTheRegionOnGoogleCloud(String zone, String region) {
    serve(request -> google(request, "projects/123456/zones/" + zone));
    assertThat(clouds().region())
        .contains(new DetectedRegion(CloudProvider.GCP, region, "Google Cloud metadata service"));
  }

  @Test
  void findsTheRegionOnAzure() {
    serve(request -> azure(request, "westeurope"));
    DetectedRegion found = clouds().region().orElseThrow();
    assertThat(found)
        .isEqualTo(new DetectedRegion(
            CloudProvider.AZURE, "westeurope", "Microsoft Azure metadata service"));
    assertThat(found.region().orElseThrow().zone().zone().key()).isEqualTo("NL");
  }

  @Test
  void takesNoAnswerForGooglesThatIsNotMarkedSo() {
    serve(request -> request.getTarget().startsWith("/computeMetadata")
        ? ok("projects/1/zones/us-central1-a")
        : status(404));
    assertThat(clouds().region()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html><body>Welcome to the hotel</body></html>",
        "eu-central-1 or so",
        "eu central 1",
        "projects/1/zones/../../etc",
        "EU-CENTRAL-1",
        "/login-page"
      })
  void takesNothingForARegionThatDoesNotLookLikeOne(String body) {
    serve(
        request -> ok(body).newBuilder().setHeader("Metadata-Flavor", "Google").build());
    assertThat(clouds().region()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 405, 429, 500, 503})
  void anyOtherStatusIsNoAnswerAndIsAskedOnce(int code) {
    serve(request -> new MockResponse.Builder()
        .code(code)
        .setHeader("Location", server.url("/elsewhere").toString())
        .setHeader("Retry-After", "0")
        .body("eu-central-1")
        .build());
    assertThat(clouds().region()).isEmpty();
    assertThat(asked).doesNotHaveDuplicates().noneMatch(target -> target.contains("elsewhere"));
  }

  @Test
  void sendsNoTokenThatCannotBeAHeader() {
    serve(request -> ok("two\nlines"));
    assertThat(clouds().region()).isEmpty();
    assertThat(asked).doesNotContain("GET /latest/meta-data/placement/region");
  }

  @Test
  void whereNobodyListensThereIsNoRegion() throws IOException {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    assertThat(CloudMetadata.at(nobody, nobody, nobody).region()).isEmpty();
  }

  /** A network that swallows what is sent, as most do with this address. */
  @Test
  void silenceEndsWithinTheLimit() {
    serve(request -> new MockResponse.Builder()
        .headersDelay(1, TimeUnit.MINUTES)
        .body("eu-central-1")
        .build());
    long before = System.nanoTime();
    assertThat(clouds().region()).isEmpty();
    Duration took = Duration.ofNanos(System.nanoTime() - before);
    assertThat(took).isLessThan(CloudMetadata.LIMIT.plusSeconds(20)); // the rest is a busy machine
    assertThat(asked).hasSize(3);
  }

  @Test
  void anAnswerInDropsEndsWithinTheLimit() {
    serve(request -> new MockResponse.Builder()
        .body("e".repeat(4000))
        .throttleBody(1, 100, TimeUnit.MILLISECONDS)
        .build());
    assertThat(clouds().region()).isEmpty();
  }

  @Test
  void refusesAnAddressThatIsNone() {
    URI file = URI.create("file:/etc/passwd");
    assertThatThrownBy(() -> CloudMetadata.at(file, file, file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected http://");
  }

  @Test
  void itsUsualAddressIsReachedWithoutLookingUpAName() {
    assertThat(CloudMetadata.ADDRESS.getHost()).matches("[0-9.]+");
    assertThat(CloudMetadata.ofDefaults()).isNotNull();
    assertThat(CloudMetadata.LIMIT).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }
}
