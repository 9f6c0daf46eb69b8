package io.clevertap.spring;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Not in the package of the example, whose component scan would find it. */
@Configuration
class ProxyConfiguration {

  @Bean
  CleverTapBuilderCustomizer proxy() {
    ProxySelector proxy = ProxySelector.of(new InetSocketAddress("127.0.0.1", 3128));
    return builder -> builder.httpClient(http -> http.proxy(proxy));
  }
}
