package org.carbonaware.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.carbonaware.config.Origin.Layer;
import org.carbonaware.config.Settings.Held;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How layers lie on each other. */
class LayersTest {
  @TempDir
  Path root;

  static Stream<ConfigKey<?>> settable() {
    return Keys.all().stream().filter(key -> !key.secret());
  }

  /** A file that sets one key to its example, with what that needs besides. */
  private static String yaml(ConfigKey<?> key) {
    String line = key.name() + ": " + key.example() + "\n";
    return key.section().isEmpty() ? line : key.section() + ":\n  " + line;
  }

  private static String text(ConfigKey<?> key) {
    boolean words = key.kind() instanceof ListKind && key.example().indexOf('{') < 0;
    return words ? key.example().replaceAll("[\\[\\]]", "") : key.example();
  }

  /** What the layer gives, rules between settings aside. */
  private Settings read(Layer layer, ConfigKey<?> key) {
    Places places = new Places(root);
    Base base = new Base(root, Optional.of(root));
    Problems problems = new Problems();
    Settings settings = switch (layer) {
      case ENVIRONMENT ->
        TextLayer.ofEnvironment(Map.of(key.variables().get(0), text(key)), base, problems);
      case FLAG ->
        TextLayer.ofFlags(
            List.of(new TextLayer.Flag(key.path(), "--set " + key.path(), text(key))),
            base,
            problems);
      default ->
        FileLayer.read(places.write(layer, yaml(key)), "f.yaml", layer, Optional.empty(), problems);
    };
    assertThat(problems.found()).isEmpty();
    return settings;
  }

  @ParameterizedTest
  @MethodSource("settable")
  void everyKeyCanBeSetInEachLayer(ConfigKey<?> key) {
    Map<Layer, String> where = new EnumMap<>(Layer.class);
    String place = key.section().isEmpty() ? "f.yaml:1:1" : "f.yaml:2:3";
    where.put(Layer.SYSTEM_FILE, place);
    where.put(Layer.USER_FILE, place);
    where.put(Layer.PROJECT_FILE, place);
    where.put(Layer.ENVIRONMENT, "environment variable " + key.variables().get(0));
    where.put(Layer.FLAG, "--set " + key.path());
    Settings below = Settings.defaults();
    for (Map.Entry<Layer, String> expected : where.entrySet()) {
      Settings layer = read(expected.getKey(), key);
      assertThat(layer.entries()).containsOnlyKeys(key.path());
      below = layer.over(below);
      Held<?> held = below.entry(key).orElseThrow();
      assertThat(held.origin()).isEqualTo(new Origin(expected.getKey(), expected.getValue()));
      assertThat(below.isSet(key)).isTrue();
      assertThat(held.shown()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("settable")
  void theExampleIsNotTheDefault(ConfigKey<?> key) {
    Held<?> held = read(Layer.FLAG, key).entry(key).orElseThrow();
    assertThat(Optional.of(held.value())).isNotEqualTo(key.theFallback());
  }

  @Test
  void secretsAreSetByTheirVariablesOnly() {
    for (ConfigKey<?> key : Keys.all()) {
      if (key.secret()) {
        for (String variable : key.variables()) {
          Problems problems = new Problems();
          Settings settings = TextLayer.ofEnvironment(
              Map.of(variable, "a-secret"), new Base(root, Optional.empty()), problems);
          assertThat(problems.found()).isEmpty();
          assertThat(settings.entries()).containsOnlyKeys(key.path());
        }
        assertThat(new Places(root).flag(key.path(), "--set x", "a-secret").problems())
            .singleElement()
            .asString()
            .startsWith("--set x: " + key.path() + ": a secret has no place here")
            .doesNotContain("a-secret");
      }
    }
  }

  static IntStream seeds() {
    return new SplittableRandom(42).ints(60);
  }

  private static Settings random(SplittableRandom random, String name) {
    Map<String, Held<?>> held = new HashMap<>();
    for (ConfigKey<?> key :
        List.of(GridKeys.ZONE, GridKeys.TRACE, RunKeys.WORK, RunKeys.EPOCHS, PolicyKeys.POLICY)) {
      if (random.nextBoolean()) {
        held.put(key.path(), held(key, name + "/" + key.path()));
      }
    }
    return new Settings(held);
  }

  private static <T> Held<T> held(ConfigKey<T> key, String where) {
    try {
      T value = key.kind().readText(text(key), new Base(Path.of("/"), Optional.empty()));
      return new Held<>(key, value, new Origin(Layer.FLAG, where));
    } catch (RefusedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void layeringIsAssociativeAndAnOriginIsThatOfTheTopmost(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Settings a = random(random, "a");
    Settings b = random(random, "b");
    Settings c = random(random, "c");
    assertThat(c.over(b).over(a)).isEqualTo(c.over(b.over(a)));
    assertThat(a.over(Settings.NONE)).isEqualTo(a);
    assertThat(Settings.NONE.over(a)).isEqualTo(a);
    assertThat(a.over(a)).isEqualTo(a);
    Settings all = c.over(b).over(a);
    for (ConfigKey<?> key : Keys.all()) {
      String topmost = Stream.of(c, b, a)
          .filter(layer -> layer.entries().containsKey(key.path()))
          .findFirst()
          .map(layer -> layer.where(key))
          .orElse("default");
      assertThat(all.where(key)).isEqualTo(topmost);
    }
  }

  /** With real files: whatever layers say something of the zone, the last one counts. */
  @ParameterizedTest
  @MethodSource("seeds")
  void theStrongestLayerThatSaysSomethingCounts(int seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Places places = new Places(root);
    List<String> zones = List.of("DE", "FR", "SE", "NO", "PL");
    String expected = "default";
    String zone = "";
    for (Layer layer : List.of(Layer.SYSTEM_FILE, Layer.USER_FILE, Layer.PROJECT_FILE)) {
      Files.deleteIfExists(places.file(layer));
      if (random.nextBoolean()) {
        zone = zones.get(random.nextInt(zones.size()));
        String comments = "# a comment\n".repeat(random.nextInt(4));
        places.write(layer, comments + "zone:   " + zone + "\n");
        int line = 1 + comments.length() / 12;
        String name = layer == Layer.PROJECT_FILE
            ? "carbon-aware.yaml"
            : places.file(layer).toString();
        expected = name + ":" + line + ":1";
      }
    }
    if (random.nextBoolean()) {
      zone = zones.get(random.nextInt(zones.size()));
      places.variable("CARBON_ZONE", zone);
      expected = "environment variable CARBON_ZONE";
    }
    if (random.nextBoolean()) {
      zone = zones.get(random.nextInt(zones.size()));
      places.flag("zone", "--zone", "XX").flag("zone", "--zone", zone);
      expected = "--zone";
    }
    Setting setting = places.load().setting("zone");
    assertThat(setting.origin().map(Origin::where).orElse("default")).isEqualTo(expected);
    assertThat(setting.value().orElse("")).isEqualTo(zone);
    assertThat(setting.isSet()).isEqualTo(!zone.isEmpty());
  }

  @Test
  void aListCountsAsAWhole() {
    Places places = new Places(root);
    places.write(Layer.USER_FILE, "grid: {sources: [typical, yearly-average]}\n");
    places.project("grid: {sources: [yearly-average]}\n");
    assertThat(places.load().setting("grid.sources").value()).contains("yearly-average");
  }

  @Test
  void relativePathsStartFromTheirFileOrTheWorkingDirectory() {
    Places places = new Places(root);
    places.write(Layer.USER_FILE, "checkpoints: {directory: c}\nledger: {directory: ~/l}\n");
    places.variable("CARBON_GRID_CACHE_DIRECTORY", "cache");
    List<String> values = new ArrayList<>();
    for (String key : List.of("checkpoints.directory", "ledger.directory", "grid.cacheDirectory")) {
      values.add(places.load().setting(key).value().orElse(""));
    }
    assertThat(values)
        .containsExactly(
            root.resolve("home/.config/c").toString(),
            root.resolve("home/l").toString(),
            root.resolve("home/project/cache").toString());
  }
}
