using SymbolicDiff.Calculus.Rules;
using SymbolicDiff.Calculus.Tests.Rules;
using static SymbolicDiff.Calculus.Tests.Operators;

namespace SymbolicDiff.Calculus.Tests.Precision;

/// <summary>Derivatives whose accuracy is compared before and after simplification.</summary>
internal static class AccuracyCorpus
{
    private static readonly double[] Constants = [2, 3, 0.5, -3, 7, 0.1, 0, -2, 1, 6, 1e-20, 1e25, -0.25];
    private static readonly double[] Exponents = [2, 3, 4, 5, 7, -1, -2, -3, 0.5, -0.5, 1.5, 2.5, -1.5, 1.0 / 3, 12, 0.1];

    /// <summary>The left side of an algebraic rule as a derivative, by itself, times an adjoint and divided by one.</summary>
    public static IEnumerable<AccuracyCase> Of(RewriteRule rule)
    {
        foreach (Expression left in Instances(rule).Take(4))
        {
            Variable bar = Terms.Variable("bar");
            yield return Derivative(left);
            yield return Derivative(bar * left);
            yield return Derivative(left * bar);
            yield return Derivative(left / bar);
        }
    }

    public static AccuracyCase Of(Expression function)
    {
        var code = new Code();
        Variable[] variables = [.. Terms.VariablesOf(function)];
        Dictionary<Variable, Variable> parameters = variables.ToDictionary(variable => variable, variable => code.Real(variable.Name));
        Function primal = code.Returns(function.Substitute(variable => parameters[variable]));
        return Gradient(new Sample(primal, parameters.Values.ToEquatableArray(), [.. variables.Select(_ => (object)0.0)]), Anywhere);
    }

    public static AccuracyCase Gradient(Sample sample, Func<Random, double> place) => new(
        Gradients.Unsimplified(sample.Function, sample.WithRespectTo), sample.Arguments.Length, sample.Arguments, place);

    /// <summary>Functions of functions, their products, quotients and powers.</summary>
    public static IEnumerable<Expression> Compositions(string outer)
    {
        (Variable x, Variable y) = (Terms.Variable("x"), Terms.Variable("y"));
        yield return Call(outer, x) * Call(outer, y) / x;
        foreach (double exponent in Exponents)
            yield return Call("pow", Call(outer, x), Constant.Of(exponent));
        foreach (string inner in RealArithmetic.Unary.Keys.Where(HasRule))
        {
            yield return Call(outer, Call(inner, x));
            yield return Call(outer, x) / Call(inner, y) * x;
            yield return Call(outer, x * y) - Call(inner, x) * y;
        }
    }

    public static bool HasRule(string function) => function is not "sign" && RuleBook.Default.Partials(
        (Apply)Call(function, Terms.Variable("x")), Terms.Variable("result")) is not null;

    /// <summary>A number of any kind: ordinary, small, large, extreme, near to where functions have their edges.</summary>
    public static double Anywhere(Random random)
    {
        double sign = random.Next(2) == 0 ? 1 : -1;
        return random.Next(12) switch
        {
            0 or 1 => sign * Math.Pow(10, random.NextDouble() * 24 - 12),
            2 => sign * Math.Pow(10, random.NextDouble() * 614 - 307),
            3 => sign * Math.Pow(10, random.NextDouble() * 300 - 150),
            4 => random.Next(-2, 3) * 0.5 + sign * Math.Pow(10, -random.NextDouble() * 16),
            5 => random.Next(-3, 4),
            6 => sign * Math.Pow(10, random.NextDouble() * 3),
            _ => random.NextDouble() * 8 - 4,
        };
    }

    public static double Moderate(Random random) => Math.Round(random.NextDouble() * 3 - 1.5, 3);

    /// <summary>A derivative of sums, differences, products and quotients, in which much cancels.</summary>
    public static AccuracyCase Rational(int seed)
    {
        var random = new Random(seed);
        return Derivative(Part(4) * Part(2)) with { Sample = NearOne };

        Expression Part(int depth) => depth == 0 || random.Next(6) == 0 ? Atom() : random.Next(8) switch
        {
            0 or 1 => Part(depth - 1) + Part(depth - 1),
            2 or 3 => Part(depth - 1) - Part(depth - 1),
            4 or 5 => Part(depth - 1) * Part(depth - 1),
            _ => Part(depth - 1) / Part(depth - 1),
        };

        Expression Atom() => random.Next(7) switch
        {
            0 => Constant.Of(1.0),
            1 => Constant.Of(random.Next(2) == 0 ? 3.0 : 0.3),
            2 => 1.0 - Terms.Variable("x"),
            3 => Terms.Variable("y"),
            4 => Terms.Variable("z"),
            _ => Terms.Variable("x"),
        };
    }

    private static double NearOne(Random random) => random.Next(3) switch
    {
        0 => 1 + (random.Next(2) == 0 ? 1 : -1) * Math.Pow(10, -random.NextDouble() * 15),
        _ => Anywhere(random),
    };

    private static AccuracyCase Derivative(Expression value)
    {
        var code = new Code();
        Variable[] variables = [.. Terms.VariablesOf(value)];
        foreach (Variable variable in variables) code.Real(variable.Name);
        Variable derivative = code.Variables.New("xBar", ValueType.Double, Role.Derivative);
        code.Add(new Declare(derivative, value));
        return new AccuracyCase(code.Returns(derivative), variables.Length, [.. variables.Select(_ => (object)0.0)], Anywhere);
    }

    /// <summary>The left side with constants where the rule asks for them.</summary>
    public static IEnumerable<Expression> Instances(RewriteRule rule)
    {
        IReadOnlyList<Variable> variables = [.. rule.Pattern.Variables.Where(variable => variable.Type.IsReal)];
        Expression left = rule.Pattern.Expression.Substitute(variable => variable.Type == ValueType.Boolean
            ? Terms.Variable("u").IsLess(Terms.Variable("v"))
            : Terms.Variable(variable.Name, variable.Type));
        for (int constants = 0; constants <= variables.Count; constants++)
        {
            List<Expression> instances = [.. WithConstants(left, [.. variables], constants).Where(instance => rule.Apply(instance, form => form) is not null)];
            if (instances.Count > 0) return instances.Where(instance => Terms.VariablesOf(instance).Any());
        }

        return [];
    }

    private static IEnumerable<Expression> WithConstants(Expression left, Variable[] variables, int count)
    {
        if (count == 0) return [left];
        return variables.SelectMany((variable, i) => Constants.SelectMany(constant =>
            WithConstants(Replaced(left, variable.Name, constant), variables[(i + 1)..], count - 1)));
    }

    private static Expression Replaced(Expression expression, string name, double constant) =>
        expression.Substitute(variable => variable.Name == name ? Constant.Of(constant) : null);
}
