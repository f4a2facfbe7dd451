package org.carbonaware.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;
import org.junit.jupiter.api.Test;

class ChargedMeterTest {
  private static Component component(String name, Scope scope, String how) {
    return new Component(name, Kind.CPU, "Some CPU", 80, Technique.RAPL, scope, 0.5, how);
  }

  @Test
  void chargesItsPartOfWhatIsNotThisProcessesAlready() {
    EnergyMeter whole = () -> new EnergyReading(List.of(
        component("cpu", Scope.PROCESS, "a share"), component("other", Scope.DEVICE, "RAPL")));
    List<Component> charged =
        new ChargedMeter(whole, 0.25, "; a quarter").read().components();
    assertThat(charged.get(0)).isEqualTo(component("cpu", Scope.PROCESS, "a share"));
    assertThat(charged.get(1).joules()).isEqualTo(20);
    assertThat(charged.get(1).coverage()).isEqualTo(0.5);
    assertThat(charged.get(1).how()).isEqualTo("RAPL; a quarter");
  }
}
