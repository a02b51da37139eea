using System.Text;
using SymbolicDiff.Calculus;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Emission;

/// <summary>Expressions as mathematics for readers: <c>2·x·cos(x²)</c>.</summary>
internal static class MathText
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private enum Level
    {
        Sum,
        Product,
        Power,
        Atom,
    }

    /// <summary>A line such as <c>∂Loss/∂w = (p − y)·x</c>.</summary>
    public static string Of(Formula formula) =>
        (formula.IsDefinition ? "where " : "") + formula.Name + (formula.Each is { } each ? Indices(each, formula.Value) : "") + " = " + Of(formula.Value, formula.Each);

    /// <summary>The expression; where every storage in it is indexed as <paramref name="each"/> is, the formula holds element by element without indices.</summary>
    private static string Of(Expression expression, Element? each = null) =>
        Print(expression, Level.Sum, each is not null && IsElementwise(expression, each) ? each.Indices : null);

    /// <summary>The indices to print behind the name of what the formula gives.</summary>
    private static string Indices(Element element, Expression expression) =>
        IsElementwise(expression, element) ? "" : Subscript(element);

    private static string Subscript(Element element) => "[" + string.Join(", ", element.Indices.Select(index => Of(index))) + "]";

    private static bool IsElementwise(Expression expression, Element each)
    {
        var parts = expression.DescendantsAndSelf().ToList();
        var elements = parts.OfType<Element>().ToList();
        int counters = parts.OfType<Variable>().Count(each.Indices.Contains);
        return elements.TrueForAll(element => element.Indices.Equals(each.Indices)) && counters == elements.Count * each.Indices.Count;
    }

    private static string Print(Expression expression, Level minimum, EquatableArray<Expression>? implied)
    {
        var (text, level) = expression switch
        {
            Constant constant => Number(constant),
            Variable variable => (variable.Name, Level.Atom),
            Member member => (Print(member.Composite, Level.Atom, null) + "." + member.Name, Level.Atom),
            Element element when implied is not null => (((Variable)element.Storage).Name, Level.Atom),
            Element element => (((Variable)element.Storage).Name + Subscript(element), Level.Atom),
            Apply apply => Operation(apply, implied),
            _ => throw new InvalidOperationException("No formula has " + expression.GetType().Name),
        };
        return level < minimum ? "(" + text + ")" : text;
    }

    private static (string Text, Level Level) Number(Constant constant)
    {
        if (constant.Type is ScalarType { Kind: ScalarKind.Generic }) constant = Constant.Of(constant.Real);
        string text = CSharpLiteral.Of(constant, converts: true).TrimEnd('f', 'L');
        return text[0] == '-' ? ("−" + text.Substring(1), Level.Product) : (text, Level.Atom);
    }

    private static (string Text, Level Level) Operation(Apply apply, EquatableArray<Expression>? implied)
    {
        string Operand(int index, Level minimum) => Print(apply.Operands[index], minimum, implied);
        switch (apply.Primitive.Name)
        {
            case "+":
                return (Operand(0, Level.Sum) + " + " + Operand(1, Level.Product), Level.Sum);
            case "-":
                return (Operand(0, Level.Sum) + " − " + Operand(1, Level.Product), Level.Sum);
            case "*":
                return Product(apply, implied);
            case "/":
                return (Operand(0, Level.Product) + "/" + Operand(1, Level.Power), Level.Product);
            case "neg":
                return ("−" + Operand(0, Level.Product), Level.Product);
            case "pow" when apply.Operands[1] is Constant { Type.IsReal: true, Real: >= 0 and < 100 and var exponent } && exponent == Math.Floor(exponent):
                return (Operand(0, Level.Atom) + Superscript((int)exponent), Level.Power);
            case "pow":
                return (Operand(0, Level.Atom) + "^" + Operand(1, Level.Atom), Level.Power);
            case "sqrt":
                return ("√" + Operand(0, Level.Atom), Level.Atom);
            case "convert":
                return (Operand(0, Level.Atom), Level.Atom);
            case "length":
                return (Operand(0, Level.Atom) + ".Length", Level.Atom);
            case "%":
                return (Operand(0, Level.Product) + " mod " + Operand(1, Level.Power), Level.Product);
            case "lengthOf":
                return (Operand(0, Level.Atom) + ".GetLength(" + Operand(1, Level.Sum) + ")", Level.Atom);
            default:
                string name = apply.Primitive.Ruled is { } method ? method.Name
                    : apply.Primitive.Name.IndexOf('.') < 0 ? apply.Primitive.Name : apply.Primitive.LocalName;
                return (name + "(" + string.Join(", ", apply.Operands.Select(operand => Print(operand, Level.Sum, implied))) + ")", Level.Atom);
        }
    }

    /// <summary>The factors: numbers, then names, then terms, elements and functions; equal ones as a power.</summary>
    private static (string Text, Level Level) Product(Apply apply, EquatableArray<Expression>? implied)
    {
        var factors = new List<Expression>();
        Collect(apply, factors);
        var ordered = factors.GroupBy(factor => factor).OrderBy(group => Rank(group.Key)).ToList();
        if (ordered.Count == 1) return (Print(ordered[0].Key, Level.Atom, implied) + Superscript(factors.Count), Level.Power);
        return (string.Join("·", ordered.Select(Factor)), Level.Product);

        string Factor(IGrouping<Expression, Expression> equal) => equal.Count() == 1
            ? Print(equal.Key, equal.Key is Constant ? Level.Product : Level.Power, implied)
            : Print(equal.Key, Level.Atom, implied) + Superscript(equal.Count());
    }

    private static void Collect(Expression expression, List<Expression> factors)
    {
        if (expression is Apply { Primitive.Name: "*" } product)
            foreach (Expression operand in product.Operands) Collect(operand, factors);
        else
            factors.Add(expression);
    }

    private static int Rank(Expression factor) => factor switch
    {
        Constant => 0,
        Variable => 1,
        Element => 3,
        Apply { Primitive.Form: PrimitiveForm.Function or PrimitiveForm.Method } => 4,
        _ => 2,
    };

    private static string Superscript(int exponent)
    {
        var text = new StringBuilder();
        foreach (char digit in CSharpLiteral.Of(exponent)) text.Append(Superscripts[digit - '0']);
        return text.ToString();
    }
}
