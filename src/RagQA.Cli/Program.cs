System.Console.WriteLine("ragqa");
