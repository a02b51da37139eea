using System.Globalization;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Rules;

/// <summary>
/// Gives the names in a rule their meaning, and checks that functions, operands and partials fit. What is no function of the language may be a
/// method that <paramref name="methods"/> knows by its name and number of operands.
/// </summary>
internal sealed class RuleBinder(string file, Func<CallTerm, Primitive?>? methods = null)
{
    private static readonly Dictionary<string, Constant> Constants = new(StringComparer.Ordinal)
    {
        ["pi"] = Constant.Of(Math.PI),
        ["e"] = Constant.Of(Math.E),
        ["inf"] = Constant.Of(double.PositiveInfinity),
        ["nan"] = Constant.Of(double.NaN),
        ["ln2"] = Constant.Of(0.69314718055994531),
        ["ln10"] = Constant.Of(2.3025850929940457),
        ["log2e"] = Constant.Of(1.4426950408889634),
        ["log10e"] = Constant.Of(0.43429448190325183),
        ["true"] = Constant.True,
        ["false"] = Constant.False,
    };

    private readonly List<Variable> variables = [];
    private readonly Dictionary<string, Expression> names = new(StringComparer.Ordinal);
    private string file = file;
    private bool declares;
    private bool simplifies;
    private int linesAbove;

    public Rule Bind(DerivativeSyntax syntax)
    {
        simplifies = false;
        Pattern head = Head(syntax);
        Define(syntax.Definitions, head);
        var partials = syntax.Partials.Select(Bind).ToList();
        var rule = new Rule(head, partials);
        int expected = rule.IsOfPrimitive ? ((Apply)head.Expression).Operands.Count : variables.Count;
        if (partials.Count != expected)
            throw WrongCount(syntax.Partials[0].Value.Place, expected, "partial derivative", "", partials.Count);
        return rule;
    }

    /// <summary>The left side of a rule for a call of a method with parameters of these names; none for an instance.</summary>
    public Pattern Head(Apply call, IReadOnlyList<(Place Place, string Name)?> parameters, Term? guard)
    {
        variables.Clear();
        names.Clear();
        var operands = new List<Expression>();
        for (int i = 0; i < parameters.Count; i++)
        {
            var variable = new Variable(parameters[i]?.Name ?? "this", i, KindOf(call.Primitive.Ruled!.Parameters[i]), Role.Temporary);
            variables.Add(variable);
            operands.Add(variable);
            if (parameters[i] is not { } parameter) continue;
            if (names.ContainsKey(parameter.Name) || parameter.Name == "result")
                throw Mistake(parameter.Place, $"expected a new name, found '{parameter.Name}'");
            names.Add(parameter.Name, variable);
        }

        Expression head = call with { Operands = operands.ToEquatableArray(), Type = ValueType.Double };
        return new Pattern(head, [.. variables], guard is null ? null : BindCondition(guard));
    }

    /// <summary>Says where the terms stand that are bound from now on.</summary>
    public void GoTo(string place, int line) => (file, linesAbove) = (place, line);

    public Partial Bind(PartialSyntax partial) => new(Bind(partial.Value, ValueType.Double), partial.Singular);

    /// <summary>The names that partials may use besides the variables.</summary>
    public void Define(IReadOnlyList<DefinitionSyntax> definitions, Pattern head)
    {
        names["result"] = new Variable("result", Bindings.ResultNumber, head.Expression.Type, Role.Temporary);
        foreach (DefinitionSyntax definition in definitions)
        {
            if (names.ContainsKey(definition.Name)) throw Mistake(definition.Place, $"expected a new name, found '{definition.Name}' again");
            names[definition.Name] = Bind(definition.Value, ValueType.Double);
        }
    }

    /// <summary>Takes back names that held for one partial alone.</summary>
    public void Forget(IReadOnlyList<DefinitionSyntax> definitions)
    {
        foreach (DefinitionSyntax definition in definitions) names.Remove(definition.Name);
    }

    public RewriteRule Bind(RewriteSyntax syntax)
    {
        simplifies = true;
        Pattern head = Head(syntax);
        string source = string.Format(CultureInfo.InvariantCulture, "{0}({1})", file, syntax.LinesAbove + 1);
        return new RewriteRule(head, Bind(syntax.Replacement, head.Expression.Type), syntax.IsAlgebraic, source);
    }

    private static ValueType KindOf(ValueType type) =>
        type.IsReal ? ValueType.Double : type is ScalarType && !type.Equals(ValueType.Boolean) ? ValueType.Int32 : type;

    /// <summary>What an operand has to be; null where it may be any number.</summary>
    private static ValueType? KindOfOperand(Primitive primitive, int position) => primitive.Name switch
    {
        _ when primitive.Ruled is { } method => KindOf(method.Parameters[position]),
        "convert" => null,
        "&&" or "||" or "!" => ValueType.Boolean,
        "scaleB" or "rootN" or "roundTo" or "roundToMode" when position > 0 => ValueType.Int32,
        _ => ValueType.Double,
    };

    private static ValueType KindOfResult(Primitive primitive) =>
        primitive.Name is "&&" or "||" or "!" or "==" or "!=" or "<" or "<=" or ">" or ">=" ? ValueType.Boolean : ValueType.Double;

    private static string Named(ValueType kind) =>
        kind == ValueType.Boolean ? "a condition" : kind == ValueType.Int32 ? "an integer" : kind.IsReal ? "a real number" : "an object";

    private Pattern Head(RuleSyntax syntax)
    {
        variables.Clear();
        names.Clear();
        linesAbove = syntax.LinesAbove;
        declares = true;
        Expression head = syntax.Head is IfTerm or CallTerm
            ? Bind(syntax.Head, null)
            : throw Mistake(syntax.Head.Place, "expected a function or an operator at the beginning of the rule");
        declares = false;
        return new Pattern(head, [.. variables], syntax.Guard is null ? null : BindCondition(syntax.Guard));
    }

    private Expression Bind(Term term, ValueType? kind)
    {
        Expression bound = term switch
        {
            NumberTerm number => BindNumber(number, kind),
            NameTerm name => BindName(name, kind),
            CallTerm call => BindCall(call),
            IfTerm choice => BindChoice(choice, kind),
            _ => throw new InvalidOperationException("Unknown term " + term.GetType().Name),
        };
        if (bound is Variable && bound.Type == ValueType.Int32 && kind == ValueType.Double) return new Apply(Primitive.Convert, ValueType.Double, bound);
        if (kind is not null && bound.Type != kind) throw Mistake(term.Place, $"expected {Named(kind)}, found {Named(bound.Type)}");
        return bound;
    }

    private Constant BindNumber(NumberTerm number, ValueType? kind)
    {
        if (double.IsInfinity(number.Value)) throw Mistake(number.Place, "expected a number in the range of 'double', or 'inf'");
        return kind == ValueType.Int32 && number.Value == (int)number.Value ? Constant.Of((int)number.Value) : Constant.Of(number.Value);
    }

    private Expression BindName(NameTerm name, ValueType? kind)
    {
        if (names.TryGetValue(name.Name, out Expression? known)) return known;
        if (Constants.TryGetValue(name.Name, out Constant? constant)) return constant;
        if (!declares || name.Name == "result") throw Mistake(name.Place, $"expected a variable of the rule{Similar(name.Name, names.Keys.Concat(Constants.Keys))}, found the unknown name '{name.Name}'");
        var variable = new Variable(name.Name, variables.Count, kind ?? ValueType.Double, Role.Temporary);
        variables.Add(variable);
        names.Add(name.Name, variable);
        return variable;
    }

    private Expression BindChoice(IfTerm choice, ValueType? kind)
    {
        Expression condition = Bind(choice.Condition, ValueType.Boolean);
        Expression whenTrue = Bind(choice.WhenTrue, kind);
        Expression whenFalse = Bind(choice.WhenFalse, whenTrue.Type);
        return new Conditional(condition, whenTrue, whenFalse) { IsGuard = IsGuard(condition, whenTrue, whenFalse) };
    }

    /// <summary>In <c>if p == 0 then 0 else p * t</c> the product is 0, too, unless <c>t</c> is infinite: its derivative is the product's.</summary>
    private static bool IsGuard(Expression condition, Expression whenTrue, Expression whenFalse) =>
        condition is Apply { Primitive.Name: "==" } test && test.Operands[0] is Variable { Number: not Bindings.ResultNumber } tested
        && test.Operands[1] is Constant { Type.IsReal: true, Real: 0 } && whenTrue is Constant { Type.IsReal: true, Real: 0 } && HasFactor(whenFalse, tested);

    private static bool HasFactor(Expression term, Variable factor) => term switch
    {
        Apply { Primitive.Name: "*" } product => product.Operands.Any(operand => HasFactor(operand, factor)),
        Apply { Primitive.Name: "/" or "neg" } quotient => HasFactor(quotient.Operands[0], factor),
        _ => term.Equals(factor),
    };

    private Expression BindCall(CallTerm call)
    {
        if (!Primitive.All.TryGetValue(call.Name, out Primitive? primitive)) primitive = methods?.Invoke(call);
        if (primitive is null || primitive.Form == PrimitiveForm.Length)
            throw Mistake(call.Place, UnknownFunction(call.Name));
        if (primitive.Arity != call.Arguments.Count)
            throw WrongCount(call.Place, primitive.Arity, "operand", $" of '{call.Name}'", call.Arguments.Count);
        var operands = call.Arguments.Select((argument, position) => Bind(argument, KindOfOperand(primitive, position))).ToEquatableArray();
        var apply = new Apply(primitive, KindOfResult(primitive), operands);
        return primitive == Primitive.Negate ? ConstantFolding.Fold(apply) : apply;
    }

    private string UnknownFunction(string name) =>
        PropertyCondition.All.ContainsKey(name) ? $"expected a known function, found '{name}', which is a condition and stands after 'when'"
        : names.ContainsKey(name) ? $"expected a known function or an operator, found '{name}', which is a variable of the rule"
        : $"expected a known function{Similar(MethodNames.Last(name), Primitive.All.Values.Where(known => known.Form == PrimitiveForm.Function).Select(known => known.Name))}, found '{name}'";

    /// <summary>The name that is meant, if it differs in capitals only.</summary>
    private static string Similar(string name, IEnumerable<string> known) =>
        known.FirstOrDefault(candidate => string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase)) is { } similar ? $", such as '{similar}'" : "";

    private SideCondition BindCondition(Term term)
    {
        if (term is not CallTerm call) return new FoldedCondition(Bind(term, ValueType.Boolean));
        if (PropertyCondition.All.TryGetValue(call.Name, out Func<Expression, bool>? holds))
        {
            if (call.Arguments.Count != 1) throw WrongCount(call.Place, 1, "operand", $" of '{call.Name}'", call.Arguments.Count);
            if (call.Name == PropertyCondition.Inactive && !simplifies)
                throw Mistake(call.Place, "expected a condition that holds of values, found 'inactive', which only simplifications may ask");
            return new PropertyCondition(call.Name, holds, Bind(call.Arguments[0], null));
        }

        return call.Name switch
        {
            "!" => new NotCondition(BindCondition(call.Arguments[0])),
            "&&" => new AndCondition(BindCondition(call.Arguments[0]), BindCondition(call.Arguments[1])),
            "||" => new OrCondition(BindCondition(call.Arguments[0]), BindCondition(call.Arguments[1])),
            _ => new FoldedCondition(Bind(term, ValueType.Boolean)),
        };
    }

    public RuleException WrongCount(Place place, int expected, string what, string of, int found) => Mistake(
        place,
        string.Format(CultureInfo.InvariantCulture, "expected {0} {1}{2}{3}, found {4}", expected, what, expected == 1 ? "" : "s", of, found));

    public RuleException Mistake(Place place, string problem) => new(file, linesAbove + place.Line, place.Column, problem);
}
