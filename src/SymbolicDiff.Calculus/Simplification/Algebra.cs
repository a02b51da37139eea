using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Simplifies derivative values: by the rewrite rules, and through their rational form where terms or factors cancel and the result costs
/// less. A primal value <c>p = 1 / (1 + e)</c> counts as known: there <c>1 + e</c> is <c>1 / p</c> and <c>e</c> is <c>(1 - p) / p</c>. The
/// latter loses digits where p is close to one, so it is used only where the value has been divided by <c>1 - p</c>, and where that
/// disappears. What was found out once, for the expression alone or with what was known, the memo holds for all passes.
/// </summary>
internal sealed class Algebra(Facts facts, AlgebraMemo memo)
{
    private const int LongestExpression = 48;
    private const int DeepestChoice = 2;
    private const int MostChanging = 8;

    /// <summary>Products of so many factors are written without thinking of overflow.</summary>
    private const int UsualProduct = 3;

    private readonly Uses uses = facts.Uses;
    private readonly ElementRelations relations = new(facts);

    /// <summary>What is known by a quotient: of <c>q = a / b</c>, b where a is a constant, or a; and what the unnamed complements <c>1 - y</c> are.</summary>
    private readonly Dictionary<Expression, Expression> quotients = [];
    private readonly Dictionary<Expression, Variable> complements = [];

    /// <summary>Locals, and the elements that they hold.</summary>
    private readonly Dictionary<Variable, Element> holders = [];

    /// <summary>The derivatives among the variables that quotients are known by.</summary>
    private readonly HashSet<Variable> reciprocals = [];

    /// <summary>What among the keys may change: elements, and variables that are assigned more than once.</summary>
    private readonly List<Expression> changing = [];
    private readonly Stack<(Action Undo, int Before)> known = [];

    /// <summary>Stands for all that is known.</summary>
    private int knowledge;

    /// <summary>How much is known; to be given to <see cref="Forget"/> at the end of the block.</summary>
    public int Mark => known.Count;

    public Expression Simplify(Expression expression)
    {
        if (expression is not (Apply or Conditional) || !expression.Type.IsReal) return expression;
        if (memo.Simplified.TryGetValue((knowledge, expression), out Expression simplified)) return simplified;
        simplified = Simplified(expression, DeepestChoice);
        if (simplified.Equals(expression)) simplified = expression;
        memo.Simplified.Add((knowledge, expression), simplified);
        return simplified;
    }

    /// <summary>Takes note of what the statement changes, before it is looked into.</summary>
    public void Enter(Statement statement)
    {
        ForgetChanged(statement);
        Action undo = relations.Keep();
        if (relations.Enter(statement)) KnowRelations(undo);
    }

    private void ForgetChanged(Statement statement)
    {
        if (changing.Count == 0) return;
        Forget(Effects.Of(statement, facts.Memory));
    }

    private void Forget(Effects effects)
    {
        foreach (Expression key in changing.Where(key => effects.Disturb(key) || effects.Disturb(quotients[key])).ToList())
        {
            Expression value = quotients[key];
            known.Push((() => Restore(key, value), knowledge));
            quotients.Remove(key);
            changing.Remove(key);
            knowledge = memo.With(knowledge, key);
        }

        void Restore(Expression key, Expression value)
        {
            quotients.Add(key, value);
            changing.Add(key);
        }
    }

    /// <summary>Takes note of what the statement that was entered last makes known.</summary>
    public void Leave(Statement statement)
    {
        Action undo = relations.Keep();
        if (relations.Leave()) KnowRelations(undo);
        if (statement is not Declare { Value: { } value, Variable: { Type.IsReal: true } variable }) return;
        Learn(variable, value);
        if (value is Element { Storage: Variable storage } element && relations.IsKnown(storage)) Hold(element, variable);
    }

    public void Forget(int mark)
    {
        while (known.Count > mark)
        {
            (Action undo, knowledge) = known.Pop();
            undo();
        }
    }

    private void KnowRelations(Action undo)
    {
        KeyValuePair<Variable, Element>[] gone = [.. holders.Where(pair => !relations.IsKnown((Variable)pair.Value.Storage))];
        known.Push((Undo, knowledge));
        foreach (KeyValuePair<Variable, Element> pair in gone) holders.Remove(pair.Key);
        foreach (object fact in relations.Facts.Prepend(nameof(relations))) knowledge = memo.With(knowledge, fact);

        void Undo()
        {
            undo();
            foreach (KeyValuePair<Variable, Element> pair in gone) holders.Add(pair.Key, pair.Value);
        }
    }

    private void Hold(Element element, Variable variable)
    {
        if (!uses.IsDefinedOnce(variable) || !element.Indices.All(uses.IsStable)) return;
        known.Push((() => holders.Remove(variable), knowledge));
        holders[variable] = element;
        knowledge = memo.With(knowledge, (element, variable));
    }

    private void Learn(Variable variable, Expression value)
    {
        if (!uses.IsDefinedOnce(variable) || changing.Count > MostChanging) return;
        if (variable.Role == Role.Temporary && value.Is(Primitive.Subtract, out Expression whole, out _) && whole.IsReal(1)) Know(variable, value);
        if (!value.Is(Primitive.Divide, out Expression dividend, out Expression divisor)) return;
        if (dividend is Element { Storage: Variable } && !variable.IsDerivative()) Know(dividend, Terms.Times(variable, divisor));
        if (!(variable.IsDerivative() ? dividend is Constant { Real: not 0 } : dividend.IsReal(1))) return;
        Know(divisor, Terms.Over(dividend, variable));
        if (variable.IsDerivative()) reciprocals.Add(variable);
        if (variable.IsDerivative()) return;
        Expression sum = divisor is Variable name && uses.ValueOf(name) is { } defined ? defined : divisor;
        if (!sum.Is(Primitive.Add, out Expression left, out Expression right)) return;
        if (right.IsReal(1)) (left, right) = (right, left);
        if (left.IsReal(1)) KnowComplement(right, variable);
    }

    private void Know(Expression key, Expression value)
    {
        bool isStable = uses.IsStable(key) && uses.IsStable(value);
        if (key is Constant || !(isStable || key is Variable or Element) || IsKnown(key)) return;
        known.Push((() => Forget(key), knowledge));
        knowledge = memo.With(knowledge, (key, value));
        quotients.Add(key, value);
        if (!isStable) changing.Add(key);
    }

    private void Forget(Expression key)
    {
        quotients.Remove(key);
        changing.Remove(key);
    }

    private void KnowComplement(Expression key, Variable variable)
    {
        if (key is Constant || !uses.IsStable(key) || IsKnown(key)) return;
        known.Push((() => complements.Remove(key), knowledge));
        knowledge = memo.With(knowledge, (key, variable, nameof(complements)));
        complements.Add(key, variable);
    }

    private bool IsKnown(Expression key) => quotients.ContainsKey(key) || complements.ContainsKey(key);

    private Expression Simplified(Expression expression, int choices)
    {
        if (!memo.Rewritten.TryGetValue(expression, out Expression best))
        {
            best = TermRewriter.Rewrite(expression, algebraic: true);
            if (IsShort(best)) best = Cheapest(best, best);
            memo.Rewritten[expression] = best;
            memo.Rewritten[best] = best;
        }

        if (!IsShort(best)) return best;
        if (quotients.Count > 0 || !relations.IsEmpty) best = WithKnown(best);
        return choices == 0 ? best : WithChoiceOutside(best, choices);
    }

    private static bool IsShort(Expression expression) => expression is not (Constant or Variable) && expression.Operations() <= LongestExpression;

    private Expression WithKnown(Expression expression)
    {
        Expression replaced = Replace(expression, Known);
        Expression best = ReferenceEquals(replaced, expression) ? expression : Cheapest(replaced, expression);
        if (reciprocals.Count > 0 && MentionsMore(best, expression)) best = expression;
        Expression completed = WithoutComplement(replaced, best);
        return reciprocals.Count > 0 && MentionsMore(completed, expression) ? best : completed;
    }

    /// <summary>Whether derivatives are mentioned that were not: what is divided by stays, unless it cancels.</summary>
    private bool MentionsMore(Expression expression, Expression before)
    {
        bool more = false;
        expression.ForEachVariable(variable => more |= reciprocals.Contains(variable) && !before.Mentions(variable));
        return more;
    }

    /// <summary>The value as a term of what is known.</summary>
    private Expression? Known(Expression key)
    {
        if (quotients.TryGetValue(key, out Expression value)) return value;
        if (relations.IsEmpty) return null;
        if (key is Variable variable && holders.TryGetValue(variable, out Element read)) key = read;
        if (key is not Element element) return null;
        return relations.Of(element) is (var related, false) ? WithReciprocals(WithHeld(related)) : WithHeld(element);
    }

    private Expression? ComplementedBy(Expression key)
    {
        if (complements.TryGetValue(key, out Variable complement)) return complement;
        if (relations.IsEmpty) return null;
        if (key is Variable variable && holders.TryGetValue(variable, out Element read)) key = read;
        return key is Element element && relations.Of(element) is (var related, true) ? WithHeld(related) : null;
    }

    private Expression WithReciprocals(Expression expression) => Replace(expression, key => quotients.TryGetValue(key, out Expression value) ? value : null);

    private Expression WithHeld(Expression expression) => expression is Element element
        ? holders.Where(pair => pair.Value.Equals(element)).Select(pair => pair.Key).FirstOrDefault() ?? expression
        : expression.MapChildren(WithHeld);

    private Expression WithoutComplement(Expression expression, Expression best)
    {
        if (complements.Count == 0 && relations.IsEmpty) return best;
        Expression? complemented = null;
        Expression substituted = Replace(expression, key =>
        {
            if (ComplementedBy(key) is not { } value) return Known(key);
            complemented = value;
            return Terms.Over(Terms.Minus(Constant.RealOf(1, value.Type), value), value);
        });
        if (complemented is null || !expression.Any(part => IsDivisionByComplement(part, complemented))) return best;
        Expression simplified = Cheapest(substituted, best);
        int occurrences = 0;
        simplified.ForEach(part => occurrences += part.Equals(complemented) ? 1 : 0);
        return occurrences <= 1 ? simplified : best;
    }

    private static bool IsDivisionByComplement(Expression expression, Expression value) =>
        expression.Is(Primitive.Divide, out _, out Expression divisor)
        && divisor.Any(part =>
            part.Is(Primitive.Subtract, out Expression one, out Expression subtracted) && one.IsReal(1) && subtracted.Equals(value));

    private static Expression Replace(Expression expression, Func<Expression, Expression?> replace)
    {
        Func<Expression, Expression> inPart = null!; // one for all levels
        inPart = part => replace(part) ?? part.MapChildren(inPart);
        return inPart(expression);
    }

    private static Expression Cheapest(Expression expression, Expression best)
    {
        var form = new RationalForm(expression.Type);
        Monomial[] sum = form.Of(expression);
        (int rounded, int longest) = (expression.RoundedTerms(), Math.Max(UsualProduct, expression.LongestProduct()));
        Consider(sum, rounded);
        if (form.MultipliedOut(sum, all: false) is { } fractions)
        {
            Consider(fractions, rounded);
            if (form.MultipliedOut(fractions, all: true) is { } everything) Consider(everything, rounded - 1);
        }

        return best;

        void Consider(Monomial[] candidate, int mostRounded)
        {
            if (!form.Cancelled) return;
            Expression rendered = form.ToExpression(candidate);
            if (rendered.Cost() < best.Cost() && rendered.RoundedTerms() <= mostRounded && rendered.LongestProduct() <= longest) best = rendered;
        }
    }

    /// <summary>Takes a conditional out of the arithmetic around it when its branches get simpler there, or equal.</summary>
    private Expression WithChoiceOutside(Expression expression, int choices)
    {
        if (FirstChoice(expression) is not { } choice || choice.Condition.HasEffects()) return expression;
        Expression whenTrue = Simplified(Chosen(expression, choice, true), choices - 1);
        Expression whenFalse = Simplified(Chosen(expression, choice, false), choices - 1);
        if (whenTrue.Equals(whenFalse)) return whenTrue;
        Conditional outside = choice with { WhenTrue = whenTrue, WhenFalse = whenFalse };
        return outside.Cost() < expression.Cost() ? outside : expression;
    }

    private static Conditional? FirstChoice(Expression expression) => expression switch
    {
        Conditional choice => choice,
        Apply { Type.IsReal: true } apply => FirstChoice(apply.Operands),
        _ => null,
    };

    private static Conditional? FirstChoice(EquatableArray<Expression> operands)
    {
        foreach (Expression operand in operands)
            if (FirstChoice(operand) is { } choice) return choice;
        return null;
    }

    private static Expression Chosen(Expression expression, Conditional decided, bool value) =>
        expression is Conditional choice && choice.IsGuard == decided.IsGuard && choice.Condition.Equals(decided.Condition)
            ? Chosen(value ? choice.WhenTrue : choice.WhenFalse, decided, value)
            : expression.MapChildren(child => Chosen(child, decided, value));
}
