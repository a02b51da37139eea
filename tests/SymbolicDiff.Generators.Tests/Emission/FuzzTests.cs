using System.Globalization;
using static SymbolicDiff.Generators.Tests.Emission.Build;

namespace SymbolicDiff.Generators.Tests.Emission;

/// <summary>Random expressions, printed, compiled and compared bit for bit with their direct evaluation.</summary>
public class FuzzTests
{
    private const int Functions = 150;

    private static readonly Variable[] Parameters =
    [
        Double("a"), Double("b"), Var("f", ValueType.Single), Var("g", ValueType.Single), Int("i"), Int("j"), Var("n", ValueType.Int64),
    ];

    private static readonly object[][] Points =
    [
        [0.3, -1.7, 0.25f, -3.1f, 5, -2, 7L],
        [-0.0, 0.0, -0f, 0f, 0, 0, 0L],
        [1e300, -1e-300, 1e38f, 1e-38f, int.MaxValue, int.MinValue, long.MaxValue],
        [double.NaN, double.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -1, 1, long.MinValue],
        [1.0 / 3, 7.0, 16777217f, 0.1f, 65536, 65537, 4294967296L],
    ];

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Printed_expressions_evaluate_as_the_tree(int seed, bool checkOverflow)
    {
        var random = new Random(seed);
        var trees = Enumerable.Range(0, Functions).Select(_ => Tree(random, Kinds[random.Next(Kinds.Length)], 6)).ToList();
        var functions = trees.Select((tree, k) => Function("F" + k.ToString(CultureInfo.InvariantCulture), tree.Type, [.. Parameters.Select(In)], new Return(tree)));
        Type model = Compiled.From(Emit(Target("F", [], checkOverflow: checkOverflow), [.. functions]), checkOverflow);
        for (int k = 0; k < trees.Count; k++)
        {
            foreach (object[] point in Points)
                Assert.Equal(Direct(() => Evaluate(trees[k], point)), Direct(() => model.GetMethod("F" + k)!.Invoke(null, point)!));
        }
    }

    private static readonly ValueType[] Kinds = [ValueType.Double, ValueType.Single, ValueType.Int32, ValueType.Int64];

    private static Expression Tree(Random random, ValueType type, int depth)
    {
        int choice = depth == 0 ? random.Next(2) : random.Next(12);
        if (choice == 0) return Literal(random, type);
        if (choice == 1) return Parameters.Where(parameter => parameter.Type.Equals(type)).OrderBy(_ => random.Next()).First();
        bool isChecked = !type.IsReal && random.Next(3) == 0;
        if (choice == 2) return Primitive.Negate.WithChecked(isChecked).Op(Tree(random, type, depth - 1));
        if (choice == 3)
        {
            ValueType from = Kinds[random.Next(Kinds.Length)];
            return Tree(random, from, depth - 1).To(type, isChecked && !type.Equals(from));
        }

        if (choice == 4) return new Conditional(Comparison(random, depth - 1), Tree(random, type, depth - 1), Tree(random, type, depth - 1));
        Primitive primitive = new[] { Primitive.Add, Primitive.Subtract, Primitive.Multiply, Primitive.Divide, Primitive.Remainder }[random.Next(5)];
        bool canOverflow = primitive.Text is "+" or "-" or "*";
        return primitive.WithChecked(isChecked && canOverflow).Op(Tree(random, type, depth - 1), Tree(random, type, depth - 1));
    }

    private static Expression Comparison(Random random, int depth)
    {
        ValueType type = Kinds[random.Next(Kinds.Length)];
        return (random.Next(2) == 0 ? Primitive.Less : Primitive.GreaterOrEqual).Op(Tree(random, type, depth / 2), Tree(random, type, depth / 2));
    }

    private static Constant Literal(Random random, ValueType type)
    {
        double value = new[] { 0, 1, 2, -1, 3, -7, 0.5, -0.0, 1e10, 0.1, -2.5 }[random.Next(11)];
        if (type.IsReal) return Constant.RealOf(value, type);
        return type.Equals(ValueType.Int32) ? Constant.Of(random.Next(8) == 0 ? int.MaxValue : (int)Math.Min(value, 100)) : Constant.Of((long)value);
    }

    private static object Evaluate(Expression expression, object[] point)
    {
        switch (expression)
        {
            case Constant { Type: ScalarType { Kind: var kind } } constant:
                return kind switch
                {
                    ScalarKind.Double => constant.Real,
                    ScalarKind.Single => (float)constant.Real,
                    ScalarKind.Int32 => (int)constant.Bits,
                    _ => (object)constant.Bits,
                };
            case Variable variable:
                return point[Array.IndexOf(Parameters, variable)];
            case Conditional conditional:
                return Evaluate((bool)Evaluate(conditional.Condition, point) ? conditional.WhenTrue : conditional.WhenFalse, point);
            case Apply { Operands.Count: 1 } apply:
                return Unary(apply, Evaluate(apply.Operands[0], point));
            default:
                var binary = (Apply)expression;
                return Binary(binary.Primitive, Evaluate(binary.Operands[0], point), Evaluate(binary.Operands[1], point));
        }
    }

    private static object Unary(Apply apply, object operand)
    {
        dynamic value = operand;
        bool isChecked = apply.Primitive.Checked;
        if (apply.Primitive.Name == "neg") return isChecked ? checked(-value) : unchecked(-value);
        return ((ScalarType)apply.Type).Kind switch
        {
            ScalarKind.Double => (double)value,
            ScalarKind.Single => (float)value,
            ScalarKind.Int32 => isChecked ? checked((int)value) : unchecked((int)value),
            _ => (object)(isChecked ? checked((long)value) : unchecked((long)value)),
        };
    }

    private static object Binary(Primitive primitive, object first, object second)
    {
        dynamic left = first, right = second;
        return (primitive.Text, primitive.Checked) switch
        {
            ("+", true) => checked(left + right),
            ("+", false) => unchecked(left + right),
            ("-", true) => checked(left - right),
            ("-", false) => unchecked(left - right),
            ("*", true) => checked(left * right),
            ("*", false) => unchecked(left * right),
            ("/", _) => left / right,
            ("%", _) => left % right,
            ("<", _) => left < right,
            _ => left >= right,
        };
    }

    /// <summary>The bits of the value, or the exception's name. Every NaN counts as the same one.</summary>
    private static string Direct(Func<object> evaluate)
    {
        try
        {
            return evaluate() switch
            {
                double.NaN or float.NaN => "NaN",
                double real => "double " + BitConverter.DoubleToInt64Bits(real).ToString("x", CultureInfo.InvariantCulture),
                float real => "float " + BitConverter.SingleToInt32Bits(real).ToString("x", CultureInfo.InvariantCulture),
                var whole => whole.GetType().Name + " " + Convert.ToString(whole, CultureInfo.InvariantCulture),
            };
        }
        catch (System.Reflection.TargetInvocationException e)
        {
            return e.InnerException!.GetType().Name;
        }
        catch (ArithmeticException e)
        {
            return e.GetType().Name;
        }
    }
}
