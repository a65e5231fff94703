var a = 'ÿş'
