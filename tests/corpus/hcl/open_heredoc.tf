a = <<E
b