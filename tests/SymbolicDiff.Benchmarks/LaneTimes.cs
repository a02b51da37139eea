using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SymbolicDiff.Benchmarks;

/// <summary>
/// What a function of <see cref="Lanes"/> costs for each number, beside the framework's function of one number: best times by turns, on numbers that
/// fit into the first cache. <c>DOTNET_EnableAVX512=0</c> gives those of the narrower registers.
/// </summary>
public static class LaneTimes
{
    private const int Length = 2048;
    private const int Repetitions = 10;
    private const int Rounds = 300;

    private static readonly double[] from = [.. Enumerable.Range(0, Length).Select(i => 0.01 + i * 9.99 / Length)];
    private static readonly double[] to = new double[Length];

    private static readonly (string Name, Action Lanes, Action Numbers)[] Rows =
    [
        ("copy", Eight<Copy>, One<Copy>),
        ("exp", Eight<Exp>, One<Exp>),
        ("expm1", Eight<ExpM1>, One<ExpM1>),
        ("log", Eight<Log>, One<Log>),
        ("log1p", Eight<LogP1>, One<LogP1>),
        ("tanh", Eight<Tanh>, One<Tanh>),
        ("sigmoid", Eight<Sigmoid>, One<Sigmoid>),
        ("sin", Eight<Sin>, One<Sin>),
        ("cos", Eight<Cos>, One<Cos>),
        ("pow", Eight<Pow>, One<Pow>),
        ("dot", () => Lanes.Dot(from, to, from.Length), () => Plain.Dot(from, to)),
        ("sum", () => Lanes.Sum(from, 0, from.Length), () => Plain.Sum(from)),
        ("add scaled", () => Lanes.AddScaled(to, 1e-9, from, from.Length), () => Plain.AddScaled(to, 1e-9, from)),
    ];

    private interface IFunction
    {
        static abstract Lanes Of(Lanes x);

        static abstract double Of(double x);
    }

    public static int Run()
    {
        var best = new double[Rows.Length, 2];
        for (int round = 0; round < Rounds; round++)
        {
            for (int row = 0; row < Rows.Length; row++)
            {
                Measure(ref best[row, 0], Rows[row].Lanes);
                Measure(ref best[row, 1], Rows[row].Numbers);
            }

            if (round < 30) Thread.Sleep(100); // for the compiler
        }

        Console.WriteLine($"ns for each number, {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 0)} bits");
        Console.WriteLine($"{"",-12}{"Lanes",8}{"double",8}");
        for (int row = 0; row < Rows.Length; row++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Rows[row].Name,-12}{best[row, 0],8:F3}{best[row, 1],8:F3}"));
        return 0;
    }

    private static void Measure(ref double best, Action action)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Repetitions; i++) action();
        double time = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Repetitions / Length;
        best = best == 0 ? time : Math.Min(best, time);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Eight<T>()
        where T : struct, IFunction
    {
        ReadOnlySpan<double> x = from;
        Span<double> y = to;
        for (int i = 0; i <= x.Length - Lanes.Count; i += Lanes.Count) T.Of(Lanes.Load(x, i)).Store(y, i);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void One<T>()
        where T : struct, IFunction
    {
        for (int i = 0; i < from.Length; i++) to[i] = T.Of(from[i]);
    }

    private readonly struct Copy : IFunction
    {
        public static Lanes Of(Lanes x) => x;

        public static double Of(double x) => x;
    }

    private readonly struct Exp : IFunction
    {
        public static Lanes Of(Lanes x) => Lanes.Exp(x);

        public static double Of(double x) => Math.Exp(x);
    }

    private readonly struct ExpM1 : IFunction
    {
        public static Lanes Of(Lanes x) => Lanes.ExpM1(x);

        public static double Of(double x) => double.ExpM1(x);
    }

    private readonly struct Log : IFunction
    {
        public static Lanes Of(Lanes x) => Lanes.Log(x);

        public static double Of(double x) => Math.Log(x);
    }

    private readonly struct LogP1 : IFunction
    {
        public static Lanes Of(Lanes x) => Lanes.LogP1(x);

        public static double Of(double x) => double.LogP1(x);
    }

    private readonly struct Tanh : IFunction
    {
        public static Lanes Of(Lanes x) => Lanes.Tanh(x);

        public static double Of(double x) => Math.Tanh(x);
    }

    private readonly struct Sigmoid : IFunction
    {
        public static Lanes Of(Lanes x) => Lanes.Sigmoid(x);

        public static double Of(double x) => 1 / (1 + Math.Exp(-x));
    }

    private readonly struct Sin : IFunction
    {
        public static Lanes Of(Lanes x) => Lanes.Sin(x);

        public static double Of(double x) => Math.Sin(x);
    }

    private readonly struct Cos : IFunction
    {
        public static Lanes Of(Lanes x) => Lanes.Cos(x);

        public static double Of(double x) => Math.Cos(x);
    }

    private readonly struct Pow : IFunction
    {
        public static Lanes Of(Lanes x) => Lanes.Pow(x, 2.5);

        public static double Of(double x) => Math.Pow(x, 2.5);
    }

    private static class Plain
    {
        public static double Dot(double[] a, double[] b)
        {
            double sum = 0;
            for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
            return sum;
        }

        public static double Sum(double[] a)
        {
            double sum = 0;
            for (int i = 0; i < a.Length; i++) sum += a[i];
            return sum;
        }

        public static void AddScaled(double[] sums, double factor, double[] values)
        {
            for (int i = 0; i < sums.Length; i++) sums[i] += factor * values[i];
        }
    }
}
