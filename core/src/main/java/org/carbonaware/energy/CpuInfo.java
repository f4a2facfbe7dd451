package org.carbonaware.energy;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The processors, as Linux tells of them.
 *
 * @param model their name; empty if unknown
 * @param sockets how many, at least 1
 * @param threads of all together, at least 1
 * @param virtual whether a hypervisor stands between
 * @param vendor who made or rents out the machine; empty if unknown
 */
record CpuInfo(String model, int sockets, int threads, boolean virtual, String vendor) {
  /** Machines that say by their maker or product that they are virtual; Google makes laptops. */
  private static final Pattern VIRTUAL = Pattern.compile("\\b(amazon ec2|google compute engine|qemu"
      + "|kvm|virtual machine|virtualbox|vmware|xen|bochs|parallels|bhyve|apple virtualization"
      + "|openstack|digitalocean|hetzner)\\b");

  /** Makers and parts of 64-bit ARM processors, which have no name of their own. */
  private static final Map<String, String> ARM = Map.of(
      "0x41/0xd0c", "ARM Neoverse N1",
      "0x41/0xd40", "ARM Neoverse V1",
      "0x41/0xd4f", "ARM Neoverse V2",
      "0x41/0xd49", "ARM Neoverse N2",
      "0x41/0xd84", "ARM Neoverse V3",
      "0xc0/0xac3", "Ampere One",
      "0xc0/0xac4", "Ampere One",
      "0x41/0xd08", "ARM Cortex A72",
      "0x41/0xd0b", "ARM Cortex A76");

  static CpuInfo of(HostFiles files) {
    int threads = 0;
    boolean hypervisor = false;
    String name = "";
    String maker = "";
    String part = "";
    Set<String> sockets = new HashSet<>();
    for (String line : files.lines("proc/cpuinfo").toList()) {
      int colon = line.indexOf(':');
      String key = colon < 0 ? "" : line.substring(0, colon).strip();
      String value = colon < 0 ? "" : line.substring(colon + 1).strip();
      switch (key) {
        case "processor" -> threads++;
        case "model name" -> name = name.isEmpty() ? value : name;
        case "physical id" -> sockets.add(value);
        case "CPU implementer" -> maker = value;
        case "CPU part" -> part = value;
        case "flags" -> hypervisor = hypervisor || (value + " ").contains(" hypervisor ");
        default -> {}
      }
    }
    String vendor = files.text("sys/class/dmi/id/sys_vendor").map(String::strip).orElse("");
    String product =
        files.text("sys/class/dmi/id/product_name").map(String::strip).orElse("");
    if (name.isEmpty() && !part.isEmpty()) {
      name = arm(maker, part, vendor);
    }
    String machine = (vendor + " " + product).toLowerCase(Locale.ROOT);
    boolean virtual =
        !machine.contains(".metal") && (hypervisor || VIRTUAL.matcher(machine).find());
    return new CpuInfo(
        name,
        Math.max(1, sockets.size()),
        threads > 0 ? threads : Runtime.getRuntime().availableProcessors(),
        virtual,
        vendor);
  }

  /** Amazon's own processors are ARM's designs, which only its machines tell apart. */
  private static String arm(String maker, String part, String vendor) {
    String design = ARM.getOrDefault(maker + "/" + part, "ARM " + maker + " " + part);
    if (!vendor.startsWith("Amazon")) {
      return design;
    }
    return switch (design) {
      case "ARM Cortex A72" -> "AWS Graviton";
      case "ARM Neoverse N1" -> "AWS Graviton2";
      case "ARM Neoverse V1" -> "AWS Graviton3";
      case "ARM Neoverse V2" -> "AWS Graviton4";
      default -> design;
    };
  }
}
