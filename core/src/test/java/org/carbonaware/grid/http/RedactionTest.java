package org.carbonaware.grid.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactionTest {
  @Test
  void hidesAllOfCredentials() {
    String encoded =
        Base64.getEncoder().encodeToString("somebody:p\"ss w/rd1".getBytes(StandardCharsets.UTF_8));
    Redaction redaction = Credentials.of("somebody", "p\"ss w/rd1").redaction();
    assertThat(redaction.apply("Basic " + encoded + ", " + encoded.replace("=", "") + "."))
        .isEqualTo("Basic [credentials]==, [credentials].");
    assertThat(redaction.apply(
            "somebody p\"ss w/rd1 {\"p\\\"ss w/rd1\"} ?p%22ss+w%2Frd1&p%22ss%20w%2Frd1"))
        .isEqualTo("[user] [password] {\"[password]\"} ?[password]&[password]");
  }

  @Test
  void longerSecretsComeFirstAndLabelsAreNotSearched() {
    Redaction redaction = new Redaction(Map.of("pass", "[user]", "password", "[pass$1]"));
    assertThat(redaction.apply("password pass")).isEqualTo("[pass$1] [user]");
  }

  @Test
  void hidesTheTokensOfLately() {
    Redaction redaction = ApiKey.of("the-key").redaction();
    for (int i = 100; i < 200; i++) {
      redaction.hideToken("t0ken-" + i);
      redaction.hideToken("t0ken-" + i);
    }
    assertThat(redaction.apply("the-key t0ken-199 t0ken-136 t0ken-135"))
        .isEqualTo("[key] [token] [token] t0ken-135");
  }

  @Test
  void nothingToHideChangesNothing() {
    assertThat(new Redaction(Map.of()).apply("as it is")).isEqualTo("as it is");
  }
}
