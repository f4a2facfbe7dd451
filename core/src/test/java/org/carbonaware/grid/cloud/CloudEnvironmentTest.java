package org.carbonaware.grid.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEnvironmentTest {
  @ParameterizedTest
  @CsvSource({
    "AWS_REGION,eu-central-1,AWS,DE",
    "AWS_DEFAULT_REGION,' eu-west-3 ',AWS,FR",
    "GOOGLE_CLOUD_REGION,europe-west4,GCP,NL",
    "CLOUDSDK_COMPUTE_REGION,europe-north1,GCP,FI",
    "CLOUDSDK_COMPUTE_ZONE,us-south1-b,GCP,US-TEX-ERCO",
    "AZURE_REGION,westeurope,AZURE,NL",
    "AZURE_LOCATION,UK South,AZURE,GB"
  })
  void readsTheVariablesOfTheClouds(
      String variable, String value, CloudProvider provider, String zone) {
    var found = CloudEnvironment.regions(Map.of(variable, value, "HOME", "us-east-1"));
    assertThat(found).hasSize(1);
    DetectedRegion region = found.get(0);
    assertThat(region.provider()).isEqualTo(provider);
    assertThat(region.name()).isEqualTo(value.strip());
    assertThat(region.source()).isEqualTo("environment variable " + variable);
    assertThat(region.region().orElseThrow().zone().zone().key()).isEqualTo(zone);
  }

  @Test
  void theMoreSpecificVariableOfACloudCounts() {
    Map<String, String> both = Map.of("AWS_DEFAULT_REGION", "us-east-1", "AWS_REGION", "sa-east-1");
    assertThat(CloudEnvironment.regions(both))
        .extracting(DetectedRegion::name)
        .containsExactly("sa-east-1");
    Map<String, String> blank = Map.of("AWS_DEFAULT_REGION", "us-east-1", "AWS_REGION", " ");
    assertThat(CloudEnvironment.regions(blank))
        .extracting(DetectedRegion::name)
        .containsExactly("us-east-1");
  }

  @Test
  void severalCloudsAreLeftToTheUser() {
    assertThat(
            CloudEnvironment.regions(Map.of("AWS_REGION", "us-east-1", "AZURE_REGION", "uksouth")))
        .extracting(DetectedRegion::provider)
        .containsExactly(CloudProvider.AWS, CloudProvider.AZURE);
  }

  @Test
  void noVariableIsNoRegion() {
    assertThat(CloudEnvironment.regions(Map.of())).isEmpty();
    assertThat(CloudEnvironment.regions(Map.of("aws_region", "eu-central-1", "REGION", "DE")))
        .isEmpty();
  }

  @Test
  void aRegionThatIsNotInTheTableIsKeptByName() {
    DetectedRegion found =
        CloudEnvironment.regions(Map.of("AWS_REGION", "moon-north-1")).get(0);
    assertThat(found.name()).isEqualTo("moon-north-1");
    assertThat(found.region()).isEmpty();
  }
}
