using BenchmarkDotNet.Running;
using SymbolicDiff.Benchmarks;
using SymbolicDiff.Benchmarks.Generator;

switch (args)
{
    case ["--quick", .. var names]:
        return Quick.Run(names.FirstOrDefault());
    case ["--forms", .. var parts]:
        return FormTimes.Run(parts.FirstOrDefault());
    case ["--lanes", ..]:
        return LaneTimes.Run();
    case ["--generator", ..]:
        return GeneratorTimes.Run();
    case ["--vectorization", ..]:
        VectorizationTimes.Run();
        return 0;
    case ["--rules", ..]:
        return GeneratorTimes.Rules();
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Quick).Assembly).Run(args);
        return 0;
}
