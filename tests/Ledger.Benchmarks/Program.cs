using Ledger.Benchmarks;

// dotnet run -c Release --project tests/Ledger.Benchmarks -- [words of the names wanted]
var report = new Report();
var benchmarks = typeof(IBenchmark).Assembly.GetTypes()
    .Where(type => type.IsClass && !type.IsAbstract && typeof(IBenchmark).IsAssignableFrom(type))
    .Select(type => (IBenchmark)Activator.CreateInstance(type)!)
    .OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal)
    .Where(benchmark => args.Length == 0 || args.Any(word => benchmark.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
    .ToList();
foreach (var benchmark in benchmarks)
{
    Console.Error.WriteLine($"running {benchmark.Name} …");
    await benchmark.RunAsync(report);
}

report.Print();
return report.AllMet ? 0 : 1;
