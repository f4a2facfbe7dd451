package org.carbonaware.grid.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.zones.KnownZone.Extent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudRegionsTest {
  private static String zone(CloudProvider provider, String name) {
    return CloudRegions.find(provider, name)
        .map(region -> region.zone().zone().key())
        .orElse("");
  }

  @Test
  void hasTheRegionsOfThreeClouds() {
    assertThat(CloudRegions.all()).hasSize(156);
    assertThat(CloudRegions.all().stream().filter(r -> r.provider() == CloudProvider.AWS))
        .hasSize(39);
    assertThat(CloudRegions.all().stream().filter(r -> r.provider() == CloudProvider.GCP))
        .hasSize(45);
    assertThat(CloudRegions.all().stream().filter(r -> r.provider() == CloudProvider.AZURE))
        .hasSize(72);
  }

  @Test
  void everyRegionIsInAZoneThatSourcesMayKnow() {
    assertThat(CloudRegions.all()).allSatisfy(region -> {
      assertThat(region.zone().extent()).isEqualTo(Extent.AREA);
      assertThat(region.name()).isEqualTo(region.name().toLowerCase(Locale.ROOT));
      assertThat(region.place()).matches("[\\x20-\\x7e]+");
    });
  }

  @ParameterizedTest
  @CsvSource({
    "AWS,eu-central-1,DE",
    "AWS,EU-CENTRAL-1,DE",
    "AWS,us-east-1a,US-MIDA-PJM",
    "AWS,us-west-2,US-NW-BPAT",
    "AWS,us-east-1-bos-1a,''",
    "AWS,eu-central-9,''",
    "AWS,westeurope,''",
    "AWS,us-gov-east-1a,US-MIDA-PJM",
    "AWS,'',''",
    "GCP,us-central1,US-MIDW-MISO",
    "GCP,us-central1-a,US-MIDW-MISO",
    "GCP,us-south1-ai1b,US-TEX-ERCO",
    "GCP,us-central1-ai1a,US-MIDW-MISO",
    "GCP,us-central1-xy1a,''",
    "GCP,europe-north2,SE-SE3",
    "GCP,us-east1,US-CAR-SC",
    "GCP,us-east-1,''",
    "AZURE,westeurope,NL",
    "AZURE,West Europe,NL",
    "AZURE,WestUS2,US-NW-BPAT",
    "AZURE,westus3,US-SW-AZPS",
    "AZURE,eastus2euap,US-MIDA-PJM",
    "AZURE,southcentralusstage,US-TEX-ERCO",
    "AZURE,eastusstg,US-MIDA-PJM",
    "AZURE,stage,''",
    "AZURE,East US 3,US-SE-SOCO"
  })
  void findsTheZoneOfARegionHoweverItIsWritten(CloudProvider provider, String name, String zone) {
    assertThat(zone(provider, name)).isEqualTo(zone);
  }

  @Test
  void listsTheRegionsInAZoneAndBelowIt() {
    assertThat(CloudRegions.in(Zone.of("SE-SE3")).stream().map(CloudRegion::name))
        .containsExactly("eu-north-1", "europe-north2", "swedencentral");
    assertThat(CloudRegions.in(Zone.of("SE"))).isEqualTo(CloudRegions.in(Zone.of("SE-SE3")));
    assertThat(CloudRegions.in(Zone.of("US"))).hasSizeGreaterThan(30);
    assertThat(CloudRegions.in(Zone.of("SE-SE1"))).isEmpty();
    assertThat(CloudRegions.in(Zone.of("NO-SUCH"))).isEmpty();
  }

  @Test
  void saysWhatWasMeant() {
    assertThat(CloudRegions.unknown(CloudProvider.AWS, "eu-centrl-1"))
        .startsWith(
            "aws region \"eu-centrl-1\" is not known; did you mean eu-central-1 (Frankfurt)");
    assertThat(CloudRegions.unknown(CloudProvider.GCP, "eu-centrl-1"))
        .doesNotContain("eu-central-1 (Frankfurt)");
    assertThat(CloudRegions.unknown(CloudProvider.AZURE, "x\n"))
        .isEqualTo(
            "azure region \"x?\" is not known; give the grid zone instead, such as DE or US-MIDA-PJM");
  }

  @Test
  void namesThemselvesForPeople() {
    List<CloudRegion> inBelgium = CloudRegions.in(Zone.of("BE"));
    assertThat(inBelgium)
        .map(CloudRegion::toString)
        .containsExactly("gcp europe-west1 (Saint-Ghislain)", "azure belgiumcentral (Brussels)");
    assertThat(CloudProvider.GCP.fullName()).isEqualTo("Google Cloud");
  }
}
