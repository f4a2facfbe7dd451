package org.carbonaware.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is generated from the table of settings is up to date. */
class ConfigReferenceTest {
  private static final String AGAIN = "it is generated; bring it up to date with"
      + " mvn -pl core test -Dtest=ConfigReferenceTest -Dconfig.reference=write";
  private static final boolean WRITE = "write".equals(System.getProperty("config.reference"));

  @Test
  void theReferenceIsUpToDate() throws Exception {
    isUpToDate(Path.of("../docs/configuration.md"), ConfigReference.markdown());
  }

  @Test
  void theSchemasAreUpToDate() throws Exception {
    String schema = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(Config.schema())
            .replace("\r\n", "\n")
        + "\n";
    isUpToDate(Path.of("../docs/schemas/config-v1.schema.json"), schema);
    isUpToDate(Path.of("src/main/resources/org/carbonaware/config/config-v1.schema.json"), schema);
  }

  @Test
  void everySettingSaysWhatItIsAndWhatHappensWithoutIt() {
    Set<String> variables = new HashSet<>();
    for (ConfigKey<?> key : Keys.all()) {
      assertThat(key.text()).as(key.path()).matches("[A-Za-z].*[.]");
      assertThat(key.theFallback().isPresent() ^ !key.otherwise().isEmpty())
          .as(key + " has a default or says what happens")
          .isTrue();
      assertThat(key.path()).matches("([a-z][A-Za-z]*[.])?[a-z][A-Za-z]*");
      assertThat(Keys.sections()).containsKey(key.section());
      key.variables().forEach(name -> {
        assertThat(name).matches("[A-Z_]+");
        assertThat(variables.add(name)).as(name + " sets one key").isTrue();
      });
    }
    assertThat(Keys.all()).extracting(ConfigKey::path).doesNotHaveDuplicates();
  }

  @Test
  void theDocumentationShowsNoKeyWithoutItsUnit() {
    for (ConfigKey<?> key : Keys.all()) {
      if (!key.unit().isEmpty()) {
        assertThat(key.name()).matches(".*(Watts|[gG]rams|GramsPerKwh|LitresPerKwh|Years)");
      }
    }
  }

  private static void isUpToDate(Path file, String text) throws Exception {
    if (WRITE) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertThat(file).as(AGAIN).exists();
    assertThat(Files.readString(file).replace("\r\n", "\n")).as(AGAIN).isEqualTo(text);
  }
}
