var a = 'b‮c'
