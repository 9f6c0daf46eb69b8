module example.com/clevertap/quickstart

go 1.23

require example.com/clevertap/clevertap v0.0.0

require gopkg.in/validator.v2 v2.0.1 // indirect

replace example.com/clevertap/clevertap => ../../../target/languages/go
