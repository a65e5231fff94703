a = "x $${y} %%{z} $ % \" \\ \n \u00e9 \U0001F600"
b = "${a}${"b${c}"} %{ if d ~} e %{~ else }f%{ endif }%{ for g, h in i }${g}%{ endfor }"
c = <<EOT
  text ${a}
    $${b} %{ if c }d%{ endif }
EOT
d = <<-EOT
      text

    %{~ for x in y ~}
      ${x}
    %{~ endfor ~}
    EOT
e = f(<<A
a
A
, 1)
