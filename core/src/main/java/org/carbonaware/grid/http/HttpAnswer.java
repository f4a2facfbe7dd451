package org.carbonaware.grid.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.carbonaware.grid.GridException;
import org.carbonaware.text.Printable;
import org.jspecify.annotations.Nullable;

/** What a provider answered. Immutable; made by {@link JsonExchange}. */
public final class HttpAnswer {
  private static final int LONGEST_EXCERPT = 200;
  private static final Pattern MARKUP = Pattern.compile("<[^<>]{0,200}>");

  private final String where;
  private final int status;
  private final byte[] body;
  private final String redirectHost;
  private final @Nullable Duration retryAfter;
  private final Validators validators;
  private final Redaction redaction;

  HttpAnswer(
      String where,
      int status,
      byte[] body,
      String redirectHost,
      @Nullable Duration retryAfter,
      Validators validators,
      Redaction redaction) {
    this.where = where;
    this.status = status;
    this.body = body;
    this.redirectHost = redirectHost;
    this.retryAfter = retryAfter;
    this.validators = validators;
    this.redaction = redaction;
  }

  /**
   * The HTTP status.
   *
   * @return 100 to 599
   */
  public int status() {
    return status;
  }

  /** What tells whether this answer is still the present one. */
  Validators validators() {
    return validators;
  }

  /**
   * Whether the body contains a text, whatever its case.
   *
   * @param part the text
   * @return true if it does
   */
  public boolean mentions(String part) {
    return text().toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  /**
   * The JSON of a successful answer, an object or an array.
   *
   * @return its root
   * @throws GridException as {@link #failure} says if the status is not 2xx; passing if the body is
   *     no JSON, as on maintenance days
   */
  public JsonNode json() {
    requireSuccess("JSON");
    try {
      return JsonText.read(body);
    } catch (IOException e) {
      throw broken("sent " + e.getMessage());
    }
  }

  /**
   * The body of a successful answer, of any kind but a web page.
   *
   * @return a copy of its bytes
   * @throws GridException as {@link #failure} says if the status is not 2xx; passing if the body is
   *     a web page, as on maintenance days
   */
  public byte[] body() {
    requireSuccess("data");
    return body.clone();
  }

  private void requireSuccess(String expected) {
    if (status < 200 || status > 299) {
      throw failure();
    }
    if (isWebPage()) {
      throw broken("sent a web page instead of " + expected);
    }
  }

  /**
   * What a status other than 2xx means: 408, 425, 429 and 5xx but 501 pass, all others last.
   *
   * @return the exception to throw
   */
  public GridException failure() {
    String said = excerpt();
    String message = where + " answered HTTP " + status + ", " + meaning() + said;
    if (status == 408 || status == 425 || status == 429 || (status >= 500 && status != 501)) {
      return retryAfter == null
          ? GridException.passing(message, null)
          : GridException.passing(message, null, retryAfter);
    }
    return GridException.lasting(message);
  }

  /**
   * A passing failure of an answer that has a good status and is not what it should be.
   *
   * @param what what is wrong, to follow the question's address
   * @return the exception to throw
   */
  public GridException broken(String what) {
    return GridException.passing(where + " " + redaction.apply(what), null);
  }

  private String meaning() {
    if (status >= 300 && status <= 399 && status != 304) {
      return "a redirect" + (redirectHost.isEmpty() ? "" : " to " + redirectHost)
          + ", which is not followed; set the provider's present address";
    }
    return switch (status) {
      case 400, 422 -> "the question is not understood";
      case 401, 403 -> "access refused";
      case 404 -> "nothing there; is the address right?";
      case 429 -> "too many questions";
      default -> status >= 500 ? "the provider is out of order" : "refused";
    };
  }

  private String excerpt() {
    String words = isWebPage() ? "" : words(ErrorText.of(body));
    return words.isEmpty() ? "" : ": " + words;
  }

  /**
   * A text of the provider's, fit for messages and logs: without secrets, markup and control
   * characters, on one line, cut after 200 characters.
   *
   * @param text a text from this answer
   * @return what is left of it, possibly empty
   */
  public String words(String text) {
    return Printable.words(MARKUP.matcher(redaction.apply(text)).replaceAll(" "), LONGEST_EXCERPT);
  }

  /**
   * Whether the body is a web page, as proxies in front of services send.
   *
   * @return true if it is no JSON but HTML or XML
   */
  public boolean isWebPage() {
    return text().stripLeading().startsWith("<");
  }

  private String text() {
    return new String(body, 0, Math.min(body.length, 4096), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return where + " answered HTTP " + status;
  }
}
