package org.carbonaware.grid.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.tck.FakeProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {
  private static final HttpLimits LIMITS = HttpLimits.ofDefaults();
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  @TempDir
  Path folder;

  private static String basic(String both) {
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  private Path file(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("account"), text);
    assertThat(file.toFile().setReadable(false, false)).isTrue();
    assertThat(file.toFile().setReadable(true, true)).isTrue();
    assertThat(file.toFile().setWritable(false, false)).isTrue();
    return file;
  }

  @Test
  void takesPasswordsToTheLetter() {
    assertThat(Credentials.of(" somebody\n", " wörd \n").basic())
        .isEqualTo(basic("somebody: wörd "));
  }

  @Test
  void hideThemselves() {
    assertThat(Credentials.of("somebody", "secret")).hasToString("[credentials]");
  }

  @ParameterizedTest
  @CsvSource({
    "'', secret, user name has 0 characters",
    "some:body, secret, user name has 9 characters",
    "somebody, abc, password has 3 characters",
    "somebody, 'se\ncret', password has 7 characters"
  })
  void refuseWhatCannotBeSentWithoutShowingIt(String user, String password, String said) {
    assertThatThrownBy(() -> Credentials.of(user, password))
        .isInstanceOf(GridException.class)
        .hasMessageContaining(said)
        .hasMessageNotContaining("body")
        .hasMessageNotContaining("cret");
  }

  @Test
  void comeFromAFileOfItsOwner() throws IOException {
    assertThat(Credentials.fromFile(file("somebody\nsecret\n")).basic())
        .isEqualTo(basic("somebody:secret"));
  }

  @ParameterizedTest
  @CsvSource({"somebody, has 1 lines", "'a\nsecret\nsecret', has 3 lines", "'a\nabc', 3 characters"
  })
  void aFileHasTwoLines(String text, String said) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> Credentials.fromFile(file))
        .isInstanceOf(GridException.class)
        .hasMessageStartingWith("key file ")
        .hasMessageContaining(said)
        .hasMessageNotContaining("secret");
  }

  @Test
  void nameTheVariableThatIsNotSet() {
    assertThatThrownBy(() -> Credentials.fromEnvironment("CARBON_NO_USER", "CARBON_NO_PASSWORD"))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("CARBON_NO_USER is not set; expected a user name in it");
  }

  @Test
  void travelInTheirHeaderAndATokenInItsPlace() {
    try (FakeProvider provider = new FakeProvider()) {
      provider.serve(question ->
          FakeProvider.json("{\"error\":\"somebody secret t0ken-1\"}").code(401).build());
      JsonExchange door = JsonExchange.withCredentials(
          "Test", provider.address(), LIMITS, CLOCK, Credentials.of("somebody", "secret"));
      HttpAnswer before = door.get(List.of("login"), Map.of());
      HttpAnswer after = door.bearing(ApiKey.of("t0ken-1")).get(List.of("data"), Map.of());
      assertThat(provider.asked())
          .extracting(request -> request.getHeaders().values("Authorization"))
          .containsExactly(List.of(basic("somebody:secret")), List.of("Bearer t0ken-1"));
      assertThat(before.failure()).hasMessageEndingWith(": [user] [password] [token]");
      assertThat(after.failure()).hasMessageEndingWith(": [user] [password] [token]");
    }
  }

  @Test
  void areNotSentInTheClear() {
    URI plain = URI.create("http://grid.example/");
    Credentials credentials = Credentials.of("somebody", "secret");
    assertThatThrownBy(
            () -> JsonExchange.withCredentials("Test", plain, LIMITS, CLOCK, credentials))
        .hasMessageContaining("expected https://");
    JsonExchange open = JsonExchange.keyless("Test", plain, LIMITS, CLOCK);
    assertThatThrownBy(() -> open.bearing(ApiKey.of("t0ken-1")))
        .hasMessageContaining("expected https://");
  }
}
