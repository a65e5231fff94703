a = 1
bc = 2 # x
/* y
 */ d {
}
