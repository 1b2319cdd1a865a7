Console.WriteLine("tellerline");
