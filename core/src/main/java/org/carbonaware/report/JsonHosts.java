package org.carbonaware.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.Optional;
import org.carbonaware.control.HostFacts;
import org.carbonaware.control.HostFacts.Site;
import org.carbonaware.ledger.RunAccount;

/** The computers a run was on, in JSON. */
final class JsonHosts {
  private JsonHosts() {}

  static void addTo(RunAccount account, ObjectNode document) {
    ArrayNode hosts = document.putArray("hosts");
    account.hosts().forEach(host -> put(host, hosts.addObject()));
  }

  private static void put(HostFacts host, ObjectNode node) {
    put(node, "os", host.os());
    put(node, "javaVersion", host.javaVersion());
    put(node, "javaVm", host.javaVm());
    put(node, "cpuModel", host.cpuModel());
    node.putNull("cpuThreads").putNull("givenThreads");
    host.cpuThreads().ifPresent(count -> node.put("cpuThreads", count));
    host.givenThreads().ifPresent(count -> node.put("givenThreads", count));
    node.putNull("memoryBytes").putNull("givenMemoryBytes");
    host.memoryBytes().ifPresent(count -> node.put("memoryBytes", count));
    host.givenMemoryBytes().ifPresent(count -> node.put("givenMemoryBytes", count));
    ArrayNode gpus = node.putArray("gpus");
    host.gpus().forEach(gpus::add);
    node.putNull("virtual");
    host.virtual().ifPresent(virtual -> node.put("virtual", virtual));
    put(node, "timeZone", host.timeZone().map(ZoneId::getId));
    Site site = host.site();
    node.putNull("latitudeDegrees").putNull("longitudeDegrees");
    site.coordinates().ifPresent(point -> {
      node.put("latitudeDegrees", point.latitude());
      node.put("longitudeDegrees", point.longitude());
    });
    put(node, "cloudProvider", site.cloudProvider());
    put(node, "cloudRegion", site.cloudRegion());
  }

  private static void put(ObjectNode node, String name, Optional<String> value) {
    node.put(name, value.orElse(null));
  }
}
