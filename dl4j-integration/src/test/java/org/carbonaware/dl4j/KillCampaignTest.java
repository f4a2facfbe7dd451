package org.carbonaware.dl4j;

import org.carbonaware.control.tck.KillCampaignContract;

class KillCampaignTest extends KillCampaignContract {
  @Override
  protected Class<?> child() {
    return Dl4jChild.class;
  }
}
