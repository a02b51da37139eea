using System.Runtime.CompilerServices;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Rules;

/// <summary>
/// Applies rewrite rules from the leaves to the root until none matches. The work is bounded whatever the rules say: a rule is applied at most
/// <see cref="StepsPerForm"/> times for each form of the expression, and at most <see cref="MaximumNesting"/> deep inside what rules gave.
/// </summary>
public sealed class TermRewriter
{
    private const int StepsPerForm = 30;
    private const int MaximumNesting = 60;

    /// <summary>Up to so many operations an expression is simplified by recursion, and what is shared in it several times: that is less work than to keep record.</summary>
    private const int FewOperations = 32;

    private readonly RuleBook rules;
    private readonly bool algebraic;
    private readonly Func<Expression, Expression> build;
    private readonly Func<Expression, Expression> rewrite;
    private int steps = StepsPerForm * 30;
    private int nesting;

    internal TermRewriter(RuleBook rules, bool algebraic)
    {
        (this.rules, this.algebraic, build, rewrite) = (rules, algebraic, Build, RewriteSmall);
    }

    /// <summary>
    /// The simplified expression. Exact rules keep every bit of its value; algebraic ones are for derivatives only.
    /// </summary>
    public static Expression Rewrite(Expression expression, bool algebraic) => new TermRewriter(RuleBook.Default, algebraic).Rewrite(expression);

    /// <summary>Simplifies bottom-up.</summary>
    internal Expression Rewrite(Expression expression)
    {
        int left = FewOperations;
        return IsSmall(expression, ref left) ? RewriteSmall(expression) : RewriteLarge(expression);
    }

    private static bool IsSmall(Expression expression, ref int left)
    {
        if (IsAtom(expression)) return true;
        if (--left < 0) return false;
        int count = expression.ChildCount();
        for (int i = 0; i < count; i++)
            if (!IsSmall(expression.Child(i), ref left)) return false;
        return true;
    }

    private Expression RewriteSmall(Expression expression)
    {
        if (IsAtom(expression)) return expression;
        steps += StepsPerForm * (1 + expression.ChildCount());
        return Build(expression.MapChildren(rewrite));
    }

    /// <summary>Without recursion, each shared subexpression once.</summary>
    private Expression RewriteLarge(Expression expression)
    {
        var done = new Dictionary<Expression, Expression>(ByReference.Instance);
        var pending = new Stack<Expression>();
        Func<Expression, Expression> rewritten = form => IsAtom(form) ? form : done[form];
        pending.Push(expression);
        while (pending.Count > 0)
        {
            Expression next = pending.Peek();
            int before = pending.Count;
            int count = next.ChildCount();
            for (int i = 0; i < count; i++)
                if (next.Child(i) is var child && !IsAtom(child) && !done.ContainsKey(child)) pending.Push(child);
            if (pending.Count > before) continue;
            pending.Pop();
            if (done.ContainsKey(next)) continue;
            steps += StepsPerForm * (1 + count);
            done.Add(next, Build(next.MapChildren(rewritten)));
        }

        return done[expression];
    }

    /// <summary>Whether no rule makes anything else of it.</summary>
    private static bool IsAtom(Expression form) => form is Constant or Variable;

    /// <summary>Simplifies a form whose children are simplified already.</summary>
    internal Expression Build(Expression form)
    {
        Expression folded = ConstantFolding.Fold(form);
        if (!ReferenceEquals(folded, form) || Pattern.RootOf(form) is not { } root) return folded;
        if (nesting >= MaximumNesting) return form;
        foreach (RewriteRule rule in rules.RewritesOf(root, algebraic))
        {
            if (steps <= 0) return form;
            nesting++;
            Expression? rewritten = rule.Apply(form, build);
            nesting--;
            if (rewritten is null) continue;
            steps--;
            return rewritten;
        }

        return form;
    }

    private sealed class ByReference : IEqualityComparer<Expression>
    {
        public static readonly ByReference Instance = new();

        public bool Equals(Expression? x, Expression? y) => ReferenceEquals(x, y);

        public int GetHashCode(Expression expression) => RuntimeHelpers.GetHashCode(expression);
    }
}
