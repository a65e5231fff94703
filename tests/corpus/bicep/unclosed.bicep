var a = '${'${'b'}'}
var c = 'd
