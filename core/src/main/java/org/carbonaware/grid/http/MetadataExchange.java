package org.carbonaware.grid.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a service that may not be there for a few words of plain text, such as the metadata service
 * of a cloud. Straight to its address: no proxy, no redirect, no second try; no answer is no error.
 * Calls block up to the limit; an interrupt ends them early. Safe for several threads.
 */
public final class MetadataExchange {
  private static final Logger LOG = LoggerFactory.getLogger(MetadataExchange.class);
  private static final int MOST_BYTES = 4096;
  private static final int MOST_BYTES_WITH_HEADERS = 1 << 20;

  private final HttpUrl base;
  private final OkHttpClient client;

  private MetadataExchange(HttpUrl base, Duration limit) {
    this.base = base;
    this.client = SingleTryClient.singleTry(MOST_BYTES_WITH_HEADERS, true)
        .callTimeout(limit)
        .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
        .build();
  }

  /**
   * An exchange with the service at an address.
   *
   * @param base scheme, host and port; an IP address, since looking up a name can take longer than
   *     any limit
   * @param limit how long a call may take, at least 1 ms
   * @return the exchange
   * @throws IllegalArgumentException if the address is none or the limit is too short
   */
  public static MetadataExchange at(URI base, Duration limit) {
    HttpUrl url = HttpUrl.get(base);
    if (url == null) {
      throw new IllegalArgumentException(
          "metadata address " + base + ": expected http:// and an IP address");
    }
    if (limit.toMillis() < 1) {
      throw new IllegalArgumentException("limit " + limit + ": expected at least 1 ms");
    }
    return new MetadataExchange(url, limit);
  }

  /**
   * A successful answer.
   *
   * @param text the body, without white space around it
   * @param flavor the header {@code Metadata-Flavor}, empty if there is none
   */
  public record Answer(String text, String flavor) {}

  /**
   * Reads.
   *
   * @param path the path and query
   * @param headers what the service wants to see
   * @return the answer, or empty if there is none in time, or none with status 200
   */
  public Optional<Answer> get(String path, Map<String, String> headers) {
    return ask("GET", null, path, headers);
  }

  /**
   * Asks for something to be made, with an empty body.
   *
   * @param path the path and query
   * @param headers what the service wants to see
   * @return the answer, or empty if there is none in time, or none with status 200
   */
  public Optional<Answer> put(String path, Map<String, String> headers) {
    return ask("PUT", RequestBody.create(new byte[0]), path, headers);
  }

  private Optional<Answer> ask(
      String method, @Nullable RequestBody body, String path, Map<String, String> headers) {
    HttpUrl url = base.resolve(path);
    if (url == null) {
      throw new IllegalArgumentException("path " + path + ": expected one that begins with /");
    }
    Request.Builder request = new Request.Builder().url(url).method(method, body);
    headers.forEach(request::header);
    try (Response response = client.newCall(request.build()).execute()) {
      LOG.debug("{} at {} answered {}", path, base.host(), response.code());
      return response.code() == 200 ? Optional.of(read(response)) : Optional.empty();
    } catch (Exception e) {
      if (e instanceof InterruptedException) { // OkHttp, being Kotlin, throws it undeclared
        Thread.currentThread().interrupt();
      }
      LOG.debug("{} at {} did not answer", path, base.host());
      return Optional.empty();
    }
  }

  private static Answer read(Response response) throws IOException {
    try (InputStream stream = response.body().byteStream()) {
      String text = new String(stream.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      String flavor = response.header("Metadata-Flavor");
      return new Answer(text.strip(), flavor == null ? "" : flavor);
    }
  }
}
