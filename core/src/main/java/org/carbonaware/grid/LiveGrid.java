package org.carbonaware.grid;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.grid.energycharts.EnergyChartsGridSource;
import org.carbonaware.grid.http.ApiKey;
import org.carbonaware.grid.resilient.FallbackSource;
import org.carbonaware.grid.resilient.MonitoredSource;
import org.carbonaware.grid.uk.NesoGridSource;
import org.carbonaware.grid.zones.KnownZone;
import org.carbonaware.grid.zones.KnownZone.Extent;
import org.carbonaware.grid.zones.Zones;

/** Chooses the sources of a zone by what is at hand. */
final class LiveGrid {
  static final String ELECTRICITY_MAPS_KEY = "CARBON_ELECTRICITYMAPS_KEY";

  /** Other tools read it, too. */
  private static final String USUAL_KEY = "ELECTRICITYMAPS_API_KEY";

  private LiveGrid() {}

  static GridSource of(Zone zone, Map<String, String> environment) {
    Zones.require(zone);
    Optional<ApiKey> key = ApiKey.find(environment, ELECTRICITY_MAPS_KEY)
        .or(() -> ApiKey.find(environment, USUAL_KEY));
    return of(zone, key, GridProviders.keptForTheUser());
  }

  static GridSource of(Zone zone, Optional<ApiKey> key, GridProviders providers) {
    KnownZone known = Zones.require(zone);
    boolean onlyNesoKnowsIt = known.extent() == Extent.PART;
    if (NesoGridSource.zones().contains(zone) && (key.isEmpty() || onlyNesoKnowsIt)) {
      return providers.ukNeso(); // of direct basis, so that no table can stand in for it
    }
    List<GridSource> chain = new ArrayList<>();
    key.map(it -> providers.electricityMaps(it, Basis.LIFECYCLE)).ifPresent(chain::add);
    if (EnergyChartsGridSource.serves(zone)) {
      chain.add(providers.energyCharts());
    } else {
      whole(known).ifPresent(it -> chain.add(new StandIn(providers.energyCharts(), zone, it)));
    }
    if (chain.isEmpty()) {
      chain.add(missingKey());
    }
    chain.add(Grids.typical());
    chain.add(Grids.yearlyAverage());
    return FallbackSource.of(chain);
  }

  /** The country of which a zone is one of the parts, whose figure is the mean of all of them. */
  private static Optional<Zone> whole(KnownZone part) {
    return part.parent()
        .filter(parent -> parent.extent() == Extent.UMBRELLA)
        .map(KnownZone::zone)
        .filter(EnergyChartsGridSource::serves);
  }

  /** So that the record says why there is no live data, and what would help. */
  private static GridSource missingKey() {
    return MonitoredSource.of(
        new Unavailable(
            "Electricity Maps",
            Basis.LIFECYCLE,
            "no key; set " + ELECTRICITY_MAPS_KEY + " for live data of this zone"),
        InstantSource.system());
  }
}
