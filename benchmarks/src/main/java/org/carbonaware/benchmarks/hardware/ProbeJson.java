package org.carbonaware.benchmarks.hardware;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Where something was measured, and what was not and why, as every result file tells it. */
public final class ProbeJson {
  private ProbeJson() {}

  /**
   * Tells where.
   *
   * @param node the field {@code environment} of a document
   * @param environment what it is to say
   */
  public static void environment(ObjectNode node, Environment environment) {
    node.put("at", environment.at().toString())
        .put("commit", environment.commit())
        .put("cpu", environment.cpu())
        .put("cpuThreads", environment.cpuThreads())
        .put("memoryBytes", environment.memoryBytes())
        .put("system", environment.system())
        .put("virtual", environment.virtual())
        .put("java", environment.java());
    ArrayNode flags = node.putArray("flags");
    environment.flags().forEach(flags::add);
  }

  /**
   * Tells what the computer has and has not.
   *
   * @param array the field {@code capabilities} of a document
   * @param capabilities what was found
   */
  public static void capabilities(ArrayNode array, List<Capability> capabilities) {
    capabilities.forEach(each -> array
        .addObject()
        .put("name", each.name())
        .put("available", each.available())
        .put("text", each.text()));
  }

  /**
   * Tells what has no figures.
   *
   * @param array the field {@code skipped} or {@code failed} of a document
   * @param reasons why, by name
   */
  public static void reasons(ArrayNode array, Map<String, String> reasons) {
    reasons.forEach((name, reason) -> array.addObject().put("name", name).put("reason", reason));
  }
}
