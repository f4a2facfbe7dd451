package org.carbonaware.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Documents for a cluster, held to what the API's documentation says of the fields that are used
 * (batch/v1 Job and CronJob, v1 PersistentVolumeClaim and ConfigMap). No cluster is asked.
 */
final class KubernetesManifest {
  private static final Map<String, Set<String>> FIELDS = Map.ofEntries(
      Map.entry("Job", Set.of("apiVersion", "kind", "metadata", "spec")),
      Map.entry("CronJob", Set.of("apiVersion", "kind", "metadata", "spec")),
      Map.entry("PersistentVolumeClaim", Set.of("apiVersion", "kind", "metadata", "spec")),
      Map.entry("ConfigMap", Set.of("apiVersion", "kind", "metadata", "data")),
      Map.entry("metadata", Set.of("name", "labels")),
      Map.entry(
          "JobSpec",
          Set.of("backoffLimit", "podFailurePolicy", "template", "ttlSecondsAfterFinished")),
      Map.entry(
          "CronJobSpec",
          Set.of(
              "schedule",
              "timeZone",
              "concurrencyPolicy",
              "startingDeadlineSeconds",
              "successfulJobsHistoryLimit",
              "failedJobsHistoryLimit",
              "jobTemplate")),
      Map.entry("template", Set.of("metadata", "spec")),
      Map.entry(
          "PodSpec",
          Set.of("restartPolicy", "terminationGracePeriodSeconds", "containers", "volumes")),
      Map.entry(
          "container",
          Set.of("name", "image", "command", "args", "env", "workingDir", "volumeMounts")),
      Map.entry("volume", Set.of("name", "persistentVolumeClaim", "configMap")),
      Map.entry("volumeMount", Set.of("name", "mountPath", "subPath", "readOnly")),
      Map.entry("rule", Set.of("action", "onExitCodes", "onPodConditions")),
      Map.entry("onExitCodes", Set.of("containerName", "operator", "values")));

  private final String place;
  private final Map<String, Object> document;

  private KubernetesManifest(String place, Map<String, Object> document) {
    this.place = place;
    this.document = document;
  }

  /** The documents of a block. */
  static List<KubernetesManifest> of(Block block) {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    List<KubernetesManifest> documents = new ArrayList<>();
    for (Object document : yaml.loadAll(block.text())) {
      documents.add(new KubernetesManifest(block.place(), map(document)));
    }
    return documents;
  }

  /** Fails where a field is unknown or two don't go together. */
  void check() {
    String kind = text(document, "kind");
    known(kind, document);
    known("metadata", map(document.get("metadata")));
    assertThat(text(map(document.get("metadata")), "name"))
        .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    boolean isBatch = kind.endsWith("Job");
    assertThat(document.get("apiVersion")).as(place).isEqualTo(isBatch ? "batch/v1" : "v1");
    if (kind.equals("Job")) {
      job(map(document.get("spec")));
    } else if (kind.equals("CronJob")) {
      Map<String, Object> spec = map(document.get("spec"));
      known("CronJobSpec", spec);
      assertThat(text(spec, "schedule").split(" ")).as(place).hasSize(5);
      assertThat(spec.get("concurrencyPolicy")).as(place).isIn("Allow", "Forbid", "Replace");
      Map<String, Object> template = map(spec.get("jobTemplate"));
      known("template", template);
      job(map(template.get("spec")));
    }
  }

  private void job(Map<String, Object> spec) {
    known("JobSpec", spec);
    assertThat(spec.get("backoffLimit")).as(place).isInstanceOf(Integer.class);
    Map<String, Object> template = map(spec.get("template"));
    known("template", template);
    Map<String, Object> pod = map(template.get("spec"));
    known("PodSpec", pod);
    assertThat(pod.get("restartPolicy")).as(place).isIn("Never", "OnFailure");
    Set<String> names = containers(pod);
    if (spec.containsKey("podFailurePolicy")) {
      // The API refuses a policy with any other.
      assertThat(pod.get("restartPolicy")).as(place).isEqualTo("Never");
      maps(map(spec.get("podFailurePolicy")).get("rules")).forEach(rule -> rule(rule, names));
    }
  }

  private Set<String> containers(Map<String, Object> pod) {
    Set<String> volumes = new HashSet<>();
    for (Map<String, Object> volume : maps(pod.get("volumes"))) {
      known("volume", volume);
      volumes.add(text(volume, "name"));
    }
    Set<String> names = new HashSet<>();
    for (Map<String, Object> container : maps(pod.get("containers"))) {
      known("container", container);
      names.add(text(container, "name"));
      for (Map<String, Object> mount : maps(container.get("volumeMounts"))) {
        known("volumeMount", mount);
        assertThat(volumes).as(place).contains(text(mount, "name"));
        assertThat(text(mount, "mountPath")).as(place).startsWith("/");
      }
    }
    assertThat(pod.get("terminationGracePeriodSeconds")).as(place).isInstanceOf(Integer.class);
    return names;
  }

  private void rule(Map<String, Object> rule, Set<String> containers) {
    known("rule", rule);
    assertThat(rule.get("action")).as(place).isIn("FailJob", "Ignore", "Count");
    assertThat(rule).as("%s: one of the two conditions", place).hasSize(2);
    if (rule.containsKey("onExitCodes")) {
      Map<String, Object> codes = map(rule.get("onExitCodes"));
      known("onExitCodes", codes);
      assertThat(codes.get("operator")).as(place).isIn("In", "NotIn");
      assertThat(containers).as(place).contains(text(codes, "containerName"));
    } else {
      maps(rule.get("onPodConditions"))
          .forEach(condition -> assertThat(condition.get("type")).isEqualTo("DisruptionTarget"));
    }
  }

  /** The action of the first rule that an exit code meets; {@code Count} if none does. */
  String actionOn(int exitCode) {
    for (Map<String, Object> rule : rules()) {
      Object codes = rule.get("onExitCodes");
      if (codes != null
          && ((List<?>) map(codes).getOrDefault("values", List.of())).contains(exitCode)) {
        return text(rule, "action");
      }
    }
    return "Count";
  }

  private List<Map<String, Object>> rules() {
    Object policy = map(document.get("spec")).get("podFailurePolicy");
    return policy == null ? List.of() : maps(map(policy).get("rules"));
  }

  String kind() {
    return text(document, "kind");
  }

  /** The files of a ConfigMap. */
  Map<String, Object> data() {
    return map(document.get("data"));
  }

  private void known(String type, Map<String, Object> object) {
    assertThat(FIELDS.getOrDefault(type, Set.of()))
        .as("%s: fields of %s", place, type)
        .containsAll(object.keySet());
  }

  private static String text(Map<String, Object> object, String key) {
    Object value = object.get(key);
    if (value == null) {
      throw new AssertionError("expected " + key + " in " + object);
    }
    return value.toString();
  }

  @SuppressWarnings("unchecked") // as YAML has it
  private static Map<String, Object> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new AssertionError("expected a map, not " + value);
  }

  private static List<Map<String, Object>> maps(@Nullable Object value) {
    List<Map<String, Object>> maps = new ArrayList<>();
    for (Object item : value instanceof List<?> list ? list : List.of()) {
      maps.add(map(item));
    }
    return maps;
  }
}
