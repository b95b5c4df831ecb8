Console.WriteLine("name | value | baseline | ratio | goal | met");
