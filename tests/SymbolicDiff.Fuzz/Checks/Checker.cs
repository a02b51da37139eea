using System.Globalization;
using System.Reflection;
using SymbolicDiff.Behavior.Tests.Harness;
using SymbolicDiff.Fuzz.Programs;
using SymbolicDiff.Fuzz.Variations;

namespace SymbolicDiff.Fuzz.Checks;

/// <summary>What must hold for each program, whatever it computes.</summary>
internal sealed class Checker
{
    /// <summary>Beyond it programs are so sensitive that differences decide nothing, though they agree with each other.</summary>
    private const double LargestSlope = 1e5;

    private readonly Sample sample;
    private readonly Case tested;
    private readonly Case traced;
    private readonly Evaluated evaluated;
    private readonly Case? variant;
    private readonly Case? tracedVariant;
    private readonly List<string> failures = [];
    private object?[] current = [];
    private bool? meetsInfinity;

    private Checker(Sample sample, Compiled compiled)
    {
        Assembly assembly = compiled.Assembly!;
        this.sample = sample;
        evaluated = new Evaluated(compiled.DerivedOf(sample.Name, "F"));
        tested = new Case(Method(assembly, sample.Name));
        if (sample.ToVariantText() is not null) variant = new Case(Method(assembly, sample.Variant));
        if (variant is not null && sample.HasPreciseVariant) tracedVariant = new Case(Method(assembly, "Traced" + sample.Variant));
        traced = new Case(Method(assembly, "Traced" + sample.Name));
    }

    private double Tolerance => sample.HasSingles ? 2e-3 : 1e-9;

    /// <summary>What does not hold; empty where all is well.</summary>
    public static IReadOnlyList<string> Failures(Sample sample, Compiled compiled)
    {
        try
        {
            var checker = new Checker(sample, compiled);
            for (int point = 0; point < sample.Parameters[0].Points.Length && checker.failures.Count == 0; point++) checker.Check(checker.Arguments(compiled.Assembly!, point));
            return checker.failures;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return ["throws " + exception];
        }
    }

    private static MethodInfo Method(Assembly assembly, string type) => assembly.GetType("Fuzzed." + type, throwOnError: true)!.GetMethod("F")!;

    private object?[] Arguments(Assembly assembly, int point)
    {
        Type type = assembly.GetType("Fuzzed.Pair")!;
        object Made(PairValue pair) => Activator.CreateInstance(type, pair.X, pair.Y)!;
        return [.. sample.Parameters.Select(parameter => parameter.Points[point] switch
        {
            PairValue pair => Made(pair),
            PairValues pairs => Array(pairs),
            var argument => Reals.Copy(argument),
        })];

        Array Array(PairValues pairs)
        {
            var array = System.Array.CreateInstance(type, pairs.Items.Length);
            for (int i = 0; i < array.Length; i++) array.SetValue(Made(pairs.Items[i]), i);
            return array;
        }
    }

    private void Check(object?[] arguments)
    {
        (current, meetsInfinity) = (arguments, null);
        Case.Outcome primal;
        try
        {
            primal = tested.Primal(arguments);
        }
        catch (ArithmeticException)
        {
            return; // the sign of a number that is none
        }

        if (!Reals.Of(primal.Value).Concat(primal.Arguments.SelectMany(Reals.Of)).All(double.IsFinite)) return;
        var random = new Random(sample.Seed);
        var forms = new Forms(tested, arguments);
        Forms.Directions adjoints = Some(forms.Results(arguments, forms.WithAdjoints), random);
        Forms.Directions tangents = Some(forms.Inputs, random);
        Forms.Outcome reverse = forms.CallVjp(adjoints);
        Forms.Outcome forward = forms.CallJvp(tangents);
        Same(primal, reverse.Value, reverse.Arguments, "Vjp");
        Same(primal, forward.Value, forward.Arguments, "Jvp");
        Near(adjoints.Times(forward.Directions), tangents.Times(reverse.Directions), Size(adjoints, forward) + Size(tangents, reverse), "u·(Jv) against (Jᵀu)·v");
        Forms.Outcome again = forms.CallVjp(adjoints);
        foreach (var (parameter, values) in reverse.Directions.Parameters)
            if (!values.SequenceEqual(again.Directions.Parameters[parameter])) failures.Add($"a second call of Vjp gives another adjoint of {parameter}");
        CheckEvaluated("", arguments, evaluated.Primal, []);
        CheckEvaluated("Vjp", forms.ArgumentsOfVjp(adjoints), evaluated.Emitted("Vjp"), evaluated.PlainVjp());
        CheckEvaluated("Jvp", forms.ArgumentsOfJvp(tangents), evaluated.Emitted("Jvp"), evaluated.PlainJvp());
        CheckDifferences(forms, arguments, adjoints, reverse);
        if (variant is not null) CheckVariant(arguments, primal, adjoints, reverse);
        if (sample.HasGradient) CheckGradient(arguments, primal);
        if (sample.HasJacobian) CheckJacobian(forms, primal, adjoints, reverse);
        if (sample.HasSeconds) CheckSeconds(forms, arguments);
        if (sample.HasSeconds && sample.HasNested) CheckNested(forms, arguments);
    }

    private void CheckDifferences(Forms forms, object?[] arguments, Forms.Directions adjoints, Forms.Outcome reverse)
    {
        var tracedForms = new Forms(traced, arguments);
        foreach (var (parameter, actual) in reverse.Directions.Parameters.Where(pair => forms.WithRespectTo.Contains(pair.Key)))
        {
            double[] inputs = forms.Inputs.Parameters[parameter];
            for (int i = 0; i < inputs.Length; i++)
            {
                int component = i;
                double Product(double x) => adjoints.Times(forms.Results(forms.With(parameter, component, x), forms.WithAdjoints));
                ulong Path(double x)
                {
                    Trace.Take();
                    traced.Primal(forms.With(parameter, component, x));
                    return Trace.Take();
                }

                Agree(SmoothDifferences.At(Product, Path, inputs[i], sample.HasSingles), actual[i], $"the adjoint of {parameter}, component {i}");
            }
        }
    }

    /// <summary>What the evaluator makes of a method's functions is what the compiled method does: bit for bit as printed, nearly before it was simplified.</summary>
    private void CheckEvaluated(string suffix, object?[] arguments, IReadOnlyList<Function> printed, IReadOnlyList<Function> plain)
    {
        object?[] own = Case.Copy(arguments);
        object? result = Forms.Call(suffix.Length == 0 ? tested.Method : new Forms(tested, arguments).Emitted(suffix).Single(), own);
        double[] expected = [.. Reals.Of(result), .. own.SelectMany(Reals.Of)];
        string name = "F" + suffix;
        if (Counts.Allows(name + " in the evaluator", evaluated.Obstacle(printed)) && evaluated.Run(printed, arguments) is var numbers && !SameBits(expected, numbers))
            failures.Add($"the evaluator gives {Text(numbers)} for {name}, the compiled method {Text(expected)}");
        if (plain.Count == 0 || !Counts.Allows(name + " before it is simplified", evaluated.Obstacle(plain))) return;
        double[] unsimplified = evaluated.Run(plain, arguments);
        double scale = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        if (unsimplified.Length != expected.Length) failures.Add($"{name} has other results before it is simplified");
        else for (int i = 0; i < expected.Length; i++) Near(unsimplified[i], expected[i], scale, $"{name} before and after it is simplified, number {i}");
    }

    /// <summary>The program as it is written a second time has the same values, bit for bit, and nearly the same derivatives.</summary>
    private void CheckVariant(object?[] arguments, Case.Outcome primal, Forms.Directions adjoints, Forms.Outcome reverse)
    {
        string what = sample.Variation!.Name;
        object?[] own = sample.HasPreciseVariant ? [.. arguments.Select(argument => argument is float single ? (double)single : argument)] : arguments;
        if (tracedVariant is not null && PathOf(traced, arguments) != PathOf(tracedVariant, own))
        {
            Counts.Add(what + ": not, for another path");
            return;
        }

        Counts.Add(what);
        Case.Outcome again = variant!.Primal(own);
        if (Derivative(new Forms(variant, own), adjoints) is not { } differentiated) return;
        if (!sample.HasPreciseVariant)
        {
            if (!SameBits(Reals.Of(primal.Value), Reals.Of(again.Value)))
                failures.Add($"{what}: the values are {Text(Reals.Of(primal.Value))} and {Text(Reals.Of(again.Value))}");
            SameArguments(primal, again.Arguments, what);
            if (sample.Variation == Variation.Fast) Near(Numbers(primal.Value, primal.Arguments), Numbers(differentiated.Value, differentiated.Arguments), 1e-10, what + ", Vjp");
            else Same(primal, differentiated.Value, differentiated.Arguments, what + ", Vjp");
        }

        double scale = reverse.Directions.Parameters.Values.SelectMany(values => values).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        foreach (var (parameter, values) in reverse.Directions.Parameters)
        {
            double[] others = differentiated.Directions.Parameters[parameter];
            if (sample.Variation == Variation.Checkpoints && !SameBits(values, others)) Counts.Add(what + ": other bits");
            for (int i = 0; i < values.Length; i++)
                Near(values[i], others[i], scale, $"{what}: the adjoint of {parameter}, component {i}");
        }
    }

    /// <summary>A loop as recursion takes all that it names as parameters, which must not share memory then: null where they do, as the guard says.</summary>
    private Forms.Outcome? Derivative(Forms forms, Forms.Directions adjoints)
    {
        try
        {
            return forms.CallVjp(adjoints);
        }
        catch (ArgumentException shared) when (sample.Variation!.Name == Variation.Recursion && shared.Message.StartsWith("It shares memory", StringComparison.Ordinal))
        {
            Counts.Add(sample.Variation.Name + ": not, for shared memory");
            return null;
        }
    }

    private static ulong PathOf(Case method, object?[] arguments)
    {
        Trace.Take();
        method.Primal(arguments);
        return Trace.Take();
    }

    private void CheckGradient(object?[] arguments, Case.Outcome primal)
    {
        Case.Differentiated gradient = tested.Gradient(arguments);
        Case.Differentiated withValue = tested.ValueAndGradient(arguments);
        SameArguments(primal, gradient.Arguments, "Gradient");
        Same(primal, withValue.Value, withValue.Arguments, "ValueAndGradient");
        Near(gradient.Gradient, withValue.Gradient, 1e-13, "Gradient against ValueAndGradient");
        if (tested.HasBuffers)
        {
            Case.Differentiated buffers = tested.ValueAndGradientIntoBuffers(arguments);
            Same(primal, buffers.Value, buffers.Arguments, "ValueAndGradient into buffers");
            Near(gradient.Gradient, buffers.Gradient, 1e-13, "Gradient against buffers");
        }

        for (int i = 0; i < gradient.Gradient.Length; i++)
        {
            double[] unit = new double[gradient.Gradient.Length];
            unit[i] = 1;
            Near(gradient.Gradient[i], tested.Jvp(arguments, unit).Tangent, gradient.Gradient.Max(Math.Abs), $"Gradient against Jvp, component {i}");
        }
    }

    private void CheckJacobian(Forms forms, Case.Outcome primal, Forms.Directions adjoints, Forms.Outcome reverse)
    {
        Dictionary<string, double[]> jacobian = forms.Jacobian(out object?[] left);
        SameArguments(primal, left, "Jacobian");
        Forms.Outcome buffers = forms.ValueAndJacobian(jacobian);
        Same(primal, buffers.Value, buffers.Arguments, "ValueAndJacobian");
        foreach (var (parameter, matrix) in jacobian) Near(matrix, buffers.Directions.Parameters[parameter], 1e-12, $"Jacobian against its buffers, {parameter}");
        if (sample.ReturnType == "void" || reverse.Directions.Parameters.Keys.Except(jacobian.Keys).Any()) return;
        int rows = adjoints.Returned.Length;
        foreach (var (parameter, matrix) in jacobian)
        {
            if (adjoints.Parameters.ContainsKey(parameter) && adjoints.Parameters[parameter].Any(adjoint => adjoint != 0)) continue;
            int columns = matrix.Length / rows;
            for (int column = 0; column < columns; column++)
            {
                double sum = Enumerable.Range(0, rows).Sum(row => adjoints.Returned[row] * matrix[row * columns + column]);
                Near(sum, reverse.Directions.Parameters[parameter][column], 1 + Math.Abs(sum), $"Jacobian against Vjp, {parameter}, column {column}");
            }
        }
    }

    private void CheckSeconds(Forms forms, object?[] arguments)
    {
        double[] hessian = forms.Hessian();
        double[] inputs = tested.Inputs(arguments);
        int n = inputs.Length;
        double scale = hessian.Select(Math.Abs).DefaultIfEmpty(0).Max();
        double[] direction = [.. Enumerable.Range(0, n).Select(i => 0.5 + 0.25 * (i % 3))];
        double[] product = forms.HessianTimes(direction).Alone;
        for (int row = 0; row < n; row++)
        {
            Near(Enumerable.Range(0, n).Sum(column => hessian[row * n + column] * direction[column]), product[row], scale, $"HessianVectorProduct, row {row}");
            for (int column = 0; column < n; column++)
            {
                if (BitConverter.DoubleToInt64Bits(hessian[row * n + column]) != BitConverter.DoubleToInt64Bits(hessian[column * n + row]))
                    failures.Add($"the Hessian is not symmetric at {row}, {column}");
                object?[] Moved(double x)
                {
                    double[] moved = [.. inputs];
                    moved[column] = x;
                    return tested.WithInputs(arguments, moved);
                }

                double Slope(double x) => tested.Gradient(Moved(x)).Gradient[row];
                ulong Path(double x)
                {
                    Trace.Take();
                    traced.Primal(Moved(x));
                    return Trace.Take();
                }

                Agree(SmoothDifferences.At(Slope, Path, inputs[column], false), hessian[row * n + column], $"the Hessian at {row}, {column}");
            }
        }
    }

    /// <summary>A method that calls the gradient has the second derivative as its gradient.</summary>
    private void CheckNested(Forms forms, object?[] arguments)
    {
        double second = forms.Hessian()[0];
        double slope = new Case(tested.Method.DeclaringType!.GetMethod(Sample.Nested)!).Gradient(arguments).Gradient[0];
        Near(second, slope, Math.Abs(second), "the Hessian against the gradient of a method that calls the gradient");
        if (double.IsFinite(second) && !double.IsFinite(slope)) failures.Add($"the gradient of a method that calls the gradient is {slope}, the Hessian {second}");
    }

    private static Forms.Directions Some(Forms.Directions shape, Random random) => new(
        [.. shape.Returned.Select(_ => Round(random))],
        shape.Parameters.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.Select(_ => Round(random)).ToArray()));

    /// <summary>A number that a float holds exactly.</summary>
    private static double Round(Random random) => Math.Round((2 * random.NextDouble() - 1) * 64) / 32;

    private static double Size(Forms.Directions directions, Forms.Outcome outcome) =>
        directions.Parameters.Keys.Intersect(outcome.Directions.Parameters.Keys).Sum(name =>
            directions.Parameters[name].Zip(outcome.Directions.Parameters[name], (a, b) => Math.Abs(a * b)).Sum())
        + directions.Returned.Zip(outcome.Directions.Returned, (a, b) => Math.Abs(a * b)).Sum();

    private void Same(Case.Outcome primal, object? value, object?[] arguments, string what)
    {
        if (!SameBits(Reals.Of(primal.Value), Reals.Of(value))) failures.Add($"the value of {what} is {Text(Reals.Of(value))}, that of the method {Text(Reals.Of(primal.Value))}");
        SameArguments(primal, arguments, what);
    }

    private void SameArguments(Case.Outcome primal, object?[] arguments, string what)
    {
        for (int i = 0; i < arguments.Length; i++)
            if (!SameBits(Reals.Of(primal.Arguments[i]), Reals.Of(arguments[i])))
                failures.Add($"{what} leaves {Text(Reals.Of(arguments[i]))} in {sample.Parameters[i].Name}, the method {Text(Reals.Of(primal.Arguments[i]))}");
    }

    private static double[] Numbers(object? value, object?[] arguments) => [.. Reals.Of(value), .. arguments.SelectMany(Reals.Of)];

    private static bool SameBits(double[] left, double[] right) =>
        left.Length == right.Length && left.Zip(right).All(pair => BitConverter.DoubleToInt64Bits(pair.First) == BitConverter.DoubleToInt64Bits(pair.Second));

    private void Near(double[] expected, double[] actual, double tolerance, string what)
    {
        for (int i = 0; i < expected.Length; i++)
            if (Math.Abs(expected[i] - actual[i]) > (sample.HasSingles ? 1e-5 : tolerance) * (1 + Math.Abs(expected[i])) || double.IsNaN(expected[i]) != double.IsNaN(actual[i]))
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"{what}, component {i}: {expected[i]:R} and {actual[i]:R}"));
    }

    private void Near(double expected, double actual, double scale, string what)
    {
        if (!double.IsFinite(expected) && !double.IsFinite(actual)) return;
        if (!(Math.Abs(expected - actual) <= Tolerance * (1 + scale)) && !IsNaNOfInfinity(expected) && !IsNaNOfInfinity(actual))
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {expected:R} and {actual:R}"));
    }

    private void Agree((double Value, double Error)? differences, double actual, string what)
    {
        if (differences is not var (value, error) || !double.IsFinite(value)) return;
        double size = Math.Abs(value) + Math.Abs(actual);
        if (size > LargestSlope) return;
        double allowed = 20 * error + (sample.HasSingles ? 2e-3 : 1e-7) * (1 + size);
        if (!(Math.Abs(value - actual) <= allowed) && !IsNaNOfInfinity(actual))
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {actual:R}, differences give {value:R} ± {allowed:E1}"));
    }

    /// <summary>What was infinite on the way, and overwritten, may make a derivative NaN, but no other number.</summary>
    private bool IsNaNOfInfinity(double derivative)
    {
        if (!double.IsNaN(derivative) || !(meetsInfinity ??= evaluated.MeetsInfinity(current) ?? false)) return false;
        Counts.Add("NaN, for what is infinite on the way");
        return true;
    }

    private static string Text(double[] numbers) => string.Join(' ', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));
}
