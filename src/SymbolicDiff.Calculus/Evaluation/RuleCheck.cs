using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Calculus.Evaluation;

/// <summary>A point where the rule of a method and the slope of its values differ.</summary>
/// <param name="Parameter">The parameter that the slope is along.</param>
public sealed record RuleDifference(EquatableArray<double> Point, int Parameter, double ByRule, double ByValues);

/// <summary>
/// Compares the rule of a method with difference quotients of the method's values, at a few points. It reports only what is beyond doubt: quotients of
/// several steps agree with each other and not with the rule, at more than one point, and not only where the method may be outside of the range that
/// it is made for. So an approximation, a table or a kink is no difference.
/// </summary>
public static class RuleCheck
{
    /// <summary>How far the slope of a rough approximation may be from that of the function.</summary>
    private const double Roughly = 0.05;

    /// <summary>How far the slope of a good one may be.</summary>
    private const double Closely = 1e-3;

    private const int StatementBudget = 30_000;

    private static readonly double[] Samples = [0.71, -0.63, 1.87, 0.31, -1.69, 3.07, 0.52, -0.27];

    private static readonly int[] WholeSamples = [2, 3, 1, 4, 2, 0, 5, 3];

    /// <summary>The first point of difference, or null.</summary>
    /// <param name="rule">The call of the method.</param>
    /// <param name="body">The method's body.</param>
    /// <param name="bodies">The bodies of methods that partials may call; null where there is none.</param>
    public static RuleDifference? Run(Primitive rule, Function body, Func<Primitive, Function?> bodies)
    {
        var budget = new Budget(StatementBudget);
        try
        {
            return new Comparison(rule, body, bodies, budget).Run();
        }
        catch (NotEvaluableException)
        {
            return null; // the body, or the rule, is outside of what can be evaluated: there is nothing to compare
        }
    }

    private sealed class Comparison
    {
        private readonly EquatableArray<Parameter> parameters;
        private readonly ScalarProgram.Evaluation method;
        private readonly ScalarProgram.Evaluation?[] partials;
        private readonly List<(double Size, bool IsClose, RuleDifference? Difference)> found = [];

        public Comparison(Primitive rule, Function body, Func<Primitive, Function?> bodies, Budget budget)
        {
            ScalarProgram.Evaluation? Called(Primitive called) => bodies(called) is { } other ? ScalarProgram.Of(other, Called, budget) : null;
            parameters = body.Parameters;
            method = ScalarProgram.Of(body, Called, budget);
            var result = new Variable("result", 0, rule.Ruled!.Result, Role.Temporary);
            var call = new Apply(rule, rule.Ruled.Result, parameters.Select(parameter => (Expression)parameter.Variable).ToEquatableArray());
            partials = new ScalarProgram.Evaluation?[parameters.Count];
            if (RuleBook.Default.Partials(call, result) is not { } terms) return;
            for (int i = 0; i < partials.Length; i++)
            {
                if (!parameters[i].Variable.Type.IsReal) continue;
                var function = new Function(
                    body.Name,
                    parameters.Append(new Parameter(result, Passing.Value)).ToEquatableArray(),
                    EquatableArray.Of(new Result(null, result.Type)),
                    new Block(new Return(terms[i].Value)));
                partials[i] = ScalarProgram.Of(function, Called, budget);
            }
        }

        public RuleDifference? Run()
        {
            for (int i = 0; i < parameters.Count; i++)
            {
                found.Clear();
                for (int sample = 0; sample < Samples.Length && partials[i] is not null; sample++) Compare(PointOf(sample), i);
                if (IsBeyondDoubt()) return found.First(at => at.Difference is not null).Difference;
            }

            return null;
        }

        private double[] PointOf(int sample) => [.. parameters.Select((parameter, j) =>
            parameter.Variable.Type.IsReal ? Samples[(sample + 3 * j) % Samples.Length] * (1 + 0.125 * j)
            : parameter.Variable.Type.Equals(ValueType.Boolean) ? (sample / 2 + j) % 2
            : WholeSamples[(sample + j) % WholeSamples.Length])];

        /// <summary>Not so where only large arguments differ, as of a polynomial, or only small ones, as of an asymptotic series.</summary>
        private bool IsBeyondDoubt()
        {
            var differing = found.Where(at => at.Difference is not null).Select(at => at.Size).ToList();
            if (differing.Count < 2 || differing.Count * 4 < found.Count) return false;
            bool isOfLarge = differing.Count < found.Count && differing.Min() > found.Where(at => at.Difference is null).Max(at => at.Size);
            bool isOfSmall = found.Exists(at => at.IsClose) && differing.Max() < found.Where(at => at.IsClose).Min(at => at.Size);
            return !isOfLarge && !isOfSmall;
        }

        private void Compare(double[] point, int along)
        {
            if (Value(point) is not { } value || ByRule(point, value, along) is not { } byRule) return;
            double step = 0.02 * Math.Max(Math.Abs(point[along]), 0.5);
            if (Slope.At(Value, point, along, step) is not { IsCertain: true } slope) return;
            bool differs = slope.Excludes(byRule, Roughly);
            if (differs && !IsConfirmed(point, along, 16 * step, byRule)) return;
            found.Add((point.Sum(Math.Abs), !slope.Excludes(byRule, Closely), differs ? new RuleDifference(EquatableArray.Of(point), along, byRule, slope.Value) : null));
        }

        /// <summary>Wide steps see through a table and its interpolation; where they leave the domain they say nothing.</summary>
        private bool IsConfirmed(double[] point, int along, double step, double byRule) =>
            Slope.At(Value, point, along, step) is not { } wide || wide.Excludes(byRule, Roughly);

        private double? Value(double[] point) => Finite(method, point);

        private double? ByRule(double[] point, double value, int along) => Finite(partials[along]!, [.. point, value]);

        /// <summary>The value, or null where the function throws, is not finite or takes too long.</summary>
        private static double? Finite(ScalarProgram.Evaluation function, double[] point)
        {
            try
            {
                double value = function(point);
                return double.IsNaN(value) || double.IsInfinity(value) ? null : value;
            }
            catch (NotEvaluableException)
            {
                return null;
            }
        }
    }
}
