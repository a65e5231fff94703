param a int


var b = '''
c
'''
// d
