package org.carbonaware.djl;

import org.carbonaware.control.tck.KillCampaignContract;

class KillCampaignTest extends KillCampaignContract {
  @Override
  protected Class<?> child() {
    return DjlChild.class;
  }
}
